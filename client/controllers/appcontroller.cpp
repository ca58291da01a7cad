#include "client/controllers/appcontroller.h"

#include "client/controllers/accountscontroller.h"

#include <QtCore/QEvent>
#include <QtGui/QGuiApplication>
#include <QtGui/QPalette>

namespace madang::client {

AppController::AppController(
    const AccountsController& accounts, QString language, QString theme, QObject* parent)
    : QObject(parent)
    , m_accounts(accounts)
    , m_language(std::move(language))
    , m_theme(std::move(theme))
{
    // Told only when it turns: a page is made anew each time.
    connect(&accounts, &AccountsController::pageChanged, this, &AppController::pageChanged);
    readPalette();
    qGuiApp->installEventFilter(this);
}

QString AppController::page() const
{
    return m_accounts.page();
}

void AppController::tellEnded(Connection::End reason, const QString& name)
{
    if (std::exchange(m_endedName, name) != name && m_notice == Notice::EndedElsewhere)
        Q_EMIT noticeChanged();
    setNotice(!name.isEmpty()                    ? Notice::EndedElsewhere
            : reason == Connection::End::Revoked ? Notice::Revoked
                                                 : Notice::Expired);
}

void AppController::tellKeepsTokens(bool keeps)
{
    if (!keeps)
        setNotice(Notice::NoKeychain);
    else if (m_notice == Notice::NoKeychain)
        setNotice(Notice::None);
}

void AppController::setLanguage(const QString& language)
{
    if (m_language == language)
        return;
    m_language = language;
    Q_EMIT languageChanged();
}

void AppController::setTheme(const QString& theme)
{
    if (m_theme == theme)
        return;
    m_theme = theme;
    Q_EMIT themeChanged();
}

void AppController::setSystemDark(std::optional<bool> dark)
{
    m_toldDark = dark;
    readPalette();
}

void AppController::setReducedMotion(bool reduced)
{
    if (m_reducedMotion == reduced)
        return;
    m_reducedMotion = reduced;
    Q_EMIT reducedMotionChanged();
}

QString AppController::version() const
{
    return QStringLiteral(MADANG_VERSION);
}

QString AppController::notice() const
{
    switch (m_notice) {
    case Notice::None:
        break;
    case Notice::NoKeychain:
        return tr("This computer has no keychain that can be used. You stay signed in until you close Madang;"
                  " after that it asks for your password again.");
    case Notice::Revoked:
        return tr("You were signed out, because this session was ended elsewhere.");
    case Notice::Expired:
        return tr("Your session has expired. Please sign in again.");
    case Notice::EndedElsewhere:
        return tr("%1 was signed out. Choose the account to sign in again.").arg(m_endedName);
    case Notice::Unwritable:
        return tr("There is no room left on this computer's disk. Madang goes on, but what you write now may "
                  "be lost"
                  " when it closes.");
    case Notice::LinkMalformed:
        return tr("This is not a link that Madang understands.");
    case Notice::LinkElsewhere:
        return tr("This link leads to another server than the one you are signed in at.");
    case Notice::LinkUnknown:
        return tr("This link leads to a room that you are not in.");
    }
    return {};
}

void AppController::tellRefused(LinkController::Refusal why)
{
    switch (why) {
    case LinkController::Refusal::Malformed:
        return setNotice(Notice::LinkMalformed);
    case LinkController::Refusal::OtherServer:
        return setNotice(Notice::LinkElsewhere);
    case LinkController::Refusal::NoSuchRoom:
        return setNotice(Notice::LinkUnknown);
    }
}

void AppController::dismissNotice()
{
    setNotice(Notice::None);
}

void AppController::setNotice(Notice notice)
{
    if (m_notice == notice)
        return;
    m_notice = notice;
    Q_EMIT noticeChanged();
}

void AppController::retranslate()
{
    Q_EMIT noticeChanged();
}

bool AppController::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ApplicationPaletteChange)
        readPalette();
    return QObject::eventFilter(watched, event);
}

void AppController::readPalette()
{
    // QStyleHints::colorScheme is of Qt 6.5; a system that is dark has a dark window colour.
    const QPalette palette = QGuiApplication::palette();
    const bool looksDark
        = palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
    const bool dark = m_toldDark.value_or(looksDark);
    if (m_systemDark == dark)
        return;
    m_systemDark = dark;
    Q_EMIT systemDarkChanged();
}

} // namespace madang::client
