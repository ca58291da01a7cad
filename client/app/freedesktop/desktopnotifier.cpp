#include "client/app/freedesktop/desktopnotifier.h"

#include <QtCore/QLoggingCategory>
#include <QtDBus/QDBusMessage>
#include <QtDBus/QDBusPendingCallWatcher>
#include <QtDBus/QDBusPendingReply>
#include <QtGui/QGuiApplication>

namespace madang::client {

namespace {
Q_LOGGING_CATEGORY(lcNotices, "madang.notices")

const QString service = QStringLiteral("org.freedesktop.Notifications");
const QString path = QStringLiteral("/org/freedesktop/Notifications");
const QString openAction = QStringLiteral("default");
const QString replyAction = QStringLiteral("inline-reply");
constexpr int serversOwnTimeout = -1;

QDBusMessage callOf(const char* method)
{
    return QDBusMessage::createMethodCall(service, path, service, QString::fromLatin1(method));
}
} // namespace

DesktopNotifier::DesktopNotifier(const QDBusConnection& bus, QObject* parent)
    : Notifier(parent)
    , m_bus(bus)
    , m_watcher(service, m_bus, QDBusServiceWatcher::WatchForUnregistration)
{
    m_bus.connect(
        service, path, service, QStringLiteral("ActionInvoked"), this, SLOT(actionInvoked(uint, QString)));
    m_bus.connect(service, path, service, QStringLiteral("NotificationClosed"), this,
        SLOT(notificationClosed(uint, uint)));
    m_bus.connect(service, path, service, QStringLiteral("NotificationReplied"), this,
        SLOT(notificationReplied(uint, QString)));
    m_bus.connect(service, path, service, QStringLiteral("ActivationToken"), this,
        SLOT(activationToken(uint, QString)));
    // With the server its notices are gone; the next one may be able to do other things.
    connect(&m_watcher, &QDBusServiceWatcher::serviceUnregistered, this, [this] {
        m_capabilities.reset();
        m_shown.clear();
    });
}

void DesktopNotifier::show(const Notice& notice)
{
    if (!m_bus.isConnected())
        return;
    Shown& shown = m_shown[notice.key];
    shown.unwanted = false;
    if (shown.asking) {
        // It is the same one still, so what was to sound has not sounded yet.
        const bool sound = notice.sound || (shown.next && shown.next->sound);
        shown.next = notice;
        shown.next->sound = sound;
        return;
    }
    shown.asking = true;
    if (m_capabilities) {
        send(notice);
    } else {
        m_early.append(notice);
        if (m_early.size() == 1)
            askCapabilities();
    }
}

void DesktopNotifier::askCapabilities()
{
    auto* watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(callOf("GetCapabilities")), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<QStringList> reply = *watcher;
        const QList<Notice> early = std::exchange(m_early, {});
        if (!reply.isValid()) {
            // Nobody shows notices here. Asked again with the next one.
            qCDebug(lcNotices).noquote() << reply.error().message();
            for (const Notice& notice : early)
                m_shown.remove(notice.key);
            return;
        }
        m_capabilities = reply.value();
        for (const Notice& notice : early)
            send(notice);
    });
}

void DesktopNotifier::send(const Notice& notice)
{
    QStringList actions;
    if (can("actions")) {
        actions << openAction << notice.openLabel;
        if (can("inline-reply"))
            actions << replyAction << notice.replyLabel;
    }
    QVariantMap hints{{QStringLiteral("desktop-entry"), QGuiApplication::desktopFileName()},
        {QStringLiteral("category"), QStringLiteral("im.received")},
        {QStringLiteral("urgency"), QVariant::fromValue<uchar>(1)}};
    if (notice.sound)
        hints.insert(QStringLiteral("sound-name"), QStringLiteral("message-new-instant"));
    else
        hints.insert(QStringLiteral("suppress-sound"), true);
    if (!actions.isEmpty())
        hints.insert(QStringLiteral("x-kde-reply-placeholder-text"), notice.replyLabel);

    QDBusMessage call = callOf("Notify");
    // Where the server reads markup, a person's "<" is to stay one.
    const QString body = can("body-markup") ? notice.body.toHtmlEscaped() : notice.body;
    call << QGuiApplication::applicationDisplayName() << m_shown.value(notice.key).id
         << QGuiApplication::desktopFileName() << notice.title << body << actions << hints
         << serversOwnTimeout;
    auto* watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, key = notice.key] {
        watcher->deleteLater();
        const QDBusPendingReply<uint> reply = *watcher;
        if (!reply.isValid())
            qCWarning(lcNotices).noquote() << reply.error().message();
        told(key, reply.isValid() ? reply.value() : 0);
    });
}

void DesktopNotifier::told(const QString& key, uint id)
{
    const auto found = m_shown.find(key);
    if (found == m_shown.end())
        return; // the server went away meanwhile
    found->asking = false;
    found->id = id;
    const std::optional<Notice> next = std::exchange(found->next, {});
    if (found->unwanted || id == 0) {
        m_shown.erase(found);
        close(id);
    } else if (next) {
        found->asking = true;
        send(*next);
    }
}

void DesktopNotifier::withdraw(const QString& key)
{
    const auto found = m_shown.find(key);
    if (found == m_shown.end())
        return;
    if (found->asking) {
        found->unwanted = true;
        found->next.reset();
        return;
    }
    const uint id = found->id;
    m_shown.erase(found);
    close(id);
}

void DesktopNotifier::close(uint id)
{
    if (id == 0)
        return;
    QDBusMessage call = callOf("CloseNotification");
    call << id;
    m_bus.asyncCall(call);
}

QString DesktopNotifier::keyOf(uint id) const
{
    for (auto at = m_shown.constBegin(); id != 0 && at != m_shown.constEnd(); ++at) {
        if (at->id == id)
            return at.key();
    }
    return {};
}

void DesktopNotifier::actionInvoked(uint id, const QString& action)
{
    const QString key = keyOf(id);
    if (!key.isEmpty() && action == openAction)
        Q_EMIT opened(key);
}

void DesktopNotifier::notificationReplied(uint id, const QString& text)
{
    const QString key = keyOf(id);
    if (!key.isEmpty())
        Q_EMIT replied(key, text);
}

void DesktopNotifier::activationToken(uint id, const QString& token)
{
    // Where Qt's Wayland plugin looks for it.
    if (!keyOf(id).isEmpty())
        qputenv("XDG_ACTIVATION_TOKEN", token.toUtf8());
}

void DesktopNotifier::notificationClosed(uint id, uint reason)
{
    constexpr uint byThePerson = 2;
    const QString key = keyOf(id);
    if (key.isEmpty() || m_shown.value(key).asking)
        return; // not ours, or about to be shown again
    // One that has only run out of time lies in the server's list, or nowhere: the next message has one of
    // its own.
    m_shown.remove(key);
    if (reason == byThePerson)
        Q_EMIT dismissed(key);
}

bool DesktopNotifier::can(const char* capability) const
{
    return m_capabilities && m_capabilities->contains(QLatin1String(capability));
}

} // namespace madang::client
