#pragma once

#include "client/controllers/linkcontroller.h"
#include "client/controllers/storagecontroller.h"

#include <QtCore/QObject>
#include <QtCore/QString>
#include <optional>

namespace madang::client {

class AccountStore;
class Session;

// What concerns the whole window.
class AppController : public QObject {
    Q_OBJECT
    // "" until it is known whether somebody is signed in, then "signin" or "main".
    Q_PROPERTY(QString page READ page NOTIFY pageChanged)
    // "ko", "en", or "" for the system's.
    Q_PROPERTY(QString language READ language WRITE setLanguage NOTIFY languageChanged)
    // "system", "light" or "dark".
    Q_PROPERTY(QString theme READ theme WRITE setTheme NOTIFY themeChanged)
    Q_PROPERTY(bool systemDark READ systemDark NOTIFY systemDarkChanged)
    Q_PROPERTY(bool reducedMotion READ reducedMotion NOTIFY reducedMotionChanged)
    Q_PROPERTY(QString version READ version CONSTANT)
    Q_PROPERTY(madang::client::StorageController* storage READ storage CONSTANT)
    // Something to know, in the language of the interface; empty where there is nothing.
    Q_PROPERTY(QString notice READ notice NOTIFY noticeChanged)

public:
    AppController(Session& session, AccountStore& accounts, StorageController& storage, QString language,
        QString theme, QObject* parent = nullptr);

    [[nodiscard]] QString page() const { return m_page; }
    [[nodiscard]] QString language() const { return m_language; }
    void setLanguage(const QString& language);
    [[nodiscard]] QString theme() const { return m_theme; }
    void setTheme(const QString& theme);
    [[nodiscard]] bool systemDark() const { return m_systemDark; }
    // What the desktop says goes before what the palette looks like; nothing: the palette decides.
    void setSystemDark(std::optional<bool> dark);
    [[nodiscard]] bool reducedMotion() const { return m_reducedMotion; }
    void setReducedMotion(bool reduced);
    [[nodiscard]] QString version() const;
    [[nodiscard]] StorageController* storage() { return &m_storage; }
    [[nodiscard]] QString notice() const;
    Q_INVOKABLE void dismissNotice();
    // What is read and typed cannot be kept on this computer at the moment.
    void tellUnwritable() { setNotice(Notice::Unwritable); }
    // A link leads nowhere.
    void tellRefused(madang::client::LinkController::Refusal why);

    // After the translations were exchanged.
    void retranslate();
    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    void pageChanged();
    void languageChanged();
    void themeChanged();
    void systemDarkChanged();
    void reducedMotionChanged();
    void noticeChanged();

private:
    enum class Notice {
        None,
        NoKeychain,
        Revoked,
        Expired,
        Unwritable,
        LinkMalformed,
        LinkElsewhere,
        LinkUnknown
    };
    void readPage();
    void setNotice(Notice notice);
    void readPalette();

    Session& m_session;
    StorageController& m_storage;
    QString m_page;
    QString m_language;
    QString m_theme;
    bool m_systemDark = false;
    std::optional<bool> m_toldDark;
    bool m_reducedMotion = false;
    Notice m_notice = Notice::None;
};

} // namespace madang::client
