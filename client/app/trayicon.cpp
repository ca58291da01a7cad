#include "client/app/trayicon.h"

#include "client/app/trayimage.h"
#include "client/controllers/settingscontroller.h"

#include <QtCore/QLoggingCategory>
#include <QtQml/QQmlComponent>
#include <QtQml/QQmlEngine>

namespace madang::client {

namespace {
Q_LOGGING_CATEGORY(lcTray, "madang.tray")
const char* const unreadProperty = "unread";
} // namespace

TrayIcon::TrayIcon(SettingsController& settings, QObject* parent)
    : QObject(parent)
    , m_settings(settings)
{
    connect(&settings, &SettingsController::changed, this, &TrayIcon::follow);
}

TrayIcon::~TrayIcon() = default;

void TrayIcon::begin(QQmlEngine& engine)
{
    m_engine = &engine;
    engine.addImageProvider(
        QStringLiteral("tray"), std::make_unique<TrayImage>().release()); // owned by the engine
    follow();
}

void TrayIcon::end()
{
    m_icon.reset();
    m_engine = nullptr;
}

void TrayIcon::setUnread(int unread)
{
    m_unread = unread;
    if (m_icon)
        m_icon->setProperty(unreadProperty, unread);
}

void TrayIcon::follow()
{
    if (!m_engine || bool(m_icon) == m_settings.tray())
        return;
    if (m_icon) {
        m_icon.reset();
        return;
    }
    QQmlComponent component(m_engine, QUrl(QStringLiteral("qrc:/qt/qml/Madang/Tray.qml")));
    QObject& settings = m_settings;
    m_icon.reset(component.createWithInitialProperties({{QLatin1String(unreadProperty), m_unread},
        {QStringLiteral("settings"), QVariant::fromValue(&settings)}}));
    if (!m_icon) {
        // Without the module, the program is as it was without a tray.
        qCWarning(lcTray).noquote() << component.errorString();
        m_engine = nullptr;
        m_settings.setTray(false);
        return;
    }
    connect(m_icon.get(), SIGNAL(openAsked()), this, SIGNAL(openAsked()));
    connect(m_icon.get(), SIGNAL(quitAsked()), this, SIGNAL(quitAsked()));
}

} // namespace madang::client
