#pragma once

#include "client/controllers/linkcontroller.h"
#include "client/net/connection.h"

#include <QtCore/QObject>
#include <QtCore/QString>
#include <optional>

namespace madang::client {

class AccountsController;

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
    // Something to know, in the language of the interface; empty where there is nothing.
    Q_PROPERTY(QString notice READ notice NOTIFY noticeChanged)

public:
    AppController(
        const AccountsController& accounts, QString language, QString theme, QObject* parent = nullptr);

    [[nodiscard]] QString page() const;
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
    [[nodiscard]] QString notice() const;
    Q_INVOKABLE void dismissNotice();
    // What is read and typed cannot be kept on this computer at the moment.
    void tellUnwritable() { setNotice(Notice::Unwritable); }
    // A session was ended elsewhere; name: of the account, where it is not the one that is shown.
    void tellEnded(madang::client::Connection::End reason, const QString& name);
    // Whether the tokens of whoever is signed in outlive the program.
    void tellKeepsTokens(bool keeps);
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
        EndedElsewhere,
        Unwritable,
        LinkMalformed,
        LinkElsewhere,
        LinkUnknown
    };
    void setNotice(Notice notice);
    void readPalette();

    const AccountsController& m_accounts;
    QString m_language;
    QString m_theme;
    bool m_systemDark = false;
    std::optional<bool> m_toldDark;
    bool m_reducedMotion = false;
    Notice m_notice = Notice::None;
    QString m_endedName;
};

} // namespace madang::client
