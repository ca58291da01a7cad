#include "client/app/application.h"

#include "client/app/accountset.h"
#include "client/app/desktop.h"
#include "client/app/desktopwishes.h"
#include "client/app/iconprovider.h"
#include "client/app/options.h"
#include "client/app/profile.h"
#include "client/app/translation.h"
#include "client/app/windowgeometry.h"
#include "client/cache/profiledatabase.h"
#include "client/controllers/appcontroller.h"
#include "client/net/websockettransport.h"
#include "client/stores/keychain.h"

#include <QtCore/QSettings>
#include <QtCore/QTimer>
#include <QtGui/QGuiApplication>
#include <QtGui/QIcon>
#include <QtGui/QWindow>
#include <QtQml/QQmlApplicationEngine>

namespace madang::client {

namespace {
// A keychain that has to be unlocked first does not hold up the window any longer than this.
constexpr int firstPageMs = 500;

std::unique_ptr<SecretStore> secretStore(const Options& options)
{
    if (options.keychain)
        return std::make_unique<Keychain>();
    return std::make_unique<NoKeychain>();
}
} // namespace

// What is the program's and no account's. Declared in the order of making; gone in the opposite one.
struct Application::Parts {
    Parts(const Options& options, const Profile& profile, std::unique_ptr<ProfileDatabase> opened)
        : database(std::move(opened))
        , settings(Options::iniPath(profile.folder()), QSettings::IniFormat)
        , secrets(secretStore(options))
        , desktop(settings, profile.folder())
        , accounts({*database, profile.folder(), clock, [] { return std::make_unique<WebSocketTransport>(); },
              *secrets, desktop.notifier(), desktop.settings(), options.server, options.serverGiven})
        , app(accounts.controller(), options.language, options.theme)
    {
    }

    SystemClock clock;
    std::unique_ptr<ProfileDatabase> database;
    QSettings settings;
    std::unique_ptr<SecretStore> secrets;
    Desktop desktop;
    AccountSet accounts;
    AppController app;
    DesktopWishes wishes;
    Translation translation;
    std::unique_ptr<QQmlApplicationEngine> engine;
};

Result<std::unique_ptr<Application>> Application::create(const Options& options, const Profile& profile)
{
    auto database = ProfileDatabase::open(profile.folder());
    if (!database)
        return database.error();
    return std::unique_ptr<Application>(new Application(options, profile, std::move(database).value()));
}

Application::Application(
    const Options& options, const Profile& profile, std::unique_ptr<ProfileDatabase> database)
    : m_parts(std::make_unique<Parts>(options, profile, std::move(database)))
{
    Parts& parts = *m_parts;
    connect(&parts.app, &AppController::languageChanged, this, [this] {
        applyLanguage();
        keepSettings();
    });
    connect(&parts.app, &AppController::themeChanged, this, &Application::keepSettings);
    // Whatever comes after, what was typed is on disk.
    const auto flush = [&parts] { parts.accounts.flush(); };
    connect(qGuiApp, &QGuiApplication::applicationStateChanged, this, flush);
    connect(qGuiApp, &QGuiApplication::aboutToQuit, this, flush);
    connect(&parts.wishes, &DesktopWishes::darkTold, &parts.app, &AppController::setSystemDark);
    connect(&parts.wishes, &DesktopWishes::reducedMotionTold, &parts.app, &AppController::setReducedMotion);
    joinAccounts();
    parts.wishes.ask();
    applyLanguage();
}

void Application::joinAccounts()
{
    AccountSet& accounts = m_parts->accounts;
    AppController& app = m_parts->app;
    Desktop& desktop = m_parts->desktop;
    connect(&accounts, &AccountSet::unwritable, &app, &AppController::tellUnwritable);
    connect(&accounts, &AccountSet::ended, &app, &AppController::tellEnded);
    connect(&accounts, &AccountSet::keepsTokensChanged, &app, &AppController::tellKeepsTokens);
    connect(&accounts, &AccountSet::refused, &app, &AppController::tellRefused);
    connect(&accounts, &AccountSet::wanted, &desktop, &Desktop::raiseWindow);
    connect(&desktop, &Desktop::linkAsked, &accounts, &AccountSet::openLink);
    connect(&desktop, &Desktop::windowActiveChanged, &accounts, &AccountSet::setWindowActive);
    AccountsController& list = accounts.controller();
    connect(&list, &AccountsController::unreadChanged, &desktop,
        [&desktop, &list] { desktop.setUnread(list.totalUnread()); });
}

Application::~Application()
{
    // First whoever looks at the objects below.
    m_parts->desktop.setWindow(nullptr);
    m_parts->engine.reset();
}

void Application::start(const StartRequest& request)
{
    AccountsController& accounts = m_parts->accounts.controller();
    connect(&accounts, &AccountsController::pageChanged, this, &Application::showWindow);
    m_parts->accounts.begin();
    m_parts->desktop.answer(request);
    if (!accounts.page().isEmpty())
        showWindow();
    else
        QTimer::singleShot(firstPageMs, this, &Application::showWindow);
}

void Application::showWindow()
{
    if (m_parts->engine)
        return;
    Parts& parts = *m_parts;
    QGuiApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/madang.svg")));
    parts.engine = std::make_unique<QQmlApplicationEngine>();
    QQmlApplicationEngine& engine = *parts.engine;
    engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
    engine.addImageProvider(
        QStringLiteral("icon"), std::make_unique<IconProvider>().release()); // owned by the engine
    const auto object = [](QObject& one) { return QVariant::fromValue(&one); };
    QVariantMap given = parts.desktop.properties();
    given.insert(QStringLiteral("app"), object(parts.app));
    given.insert(QStringLiteral("accounts"), object(parts.accounts.controller()));
    engine.setInitialProperties(given);
    connect(&engine, &QQmlEngine::quit, qGuiApp, &QCoreApplication::quit);
    engine.load(QUrl(QStringLiteral("qrc:/qt/qml/Madang/Main.qml")));
    auto* window
        = engine.rootObjects().isEmpty() ? nullptr : qobject_cast<QWindow*>(engine.rootObjects().first());
    if (!window) {
        qCritical("The window cannot be made.");
        QTimer::singleShot(0, qGuiApp, [] { QCoreApplication::exit(1); });
        return;
    }
    parts.desktop.setWindow(window);
    restoreGeometry(*window, parts.settings);
    followInsets(*window);
    connect(qGuiApp, &QGuiApplication::aboutToQuit, this,
        [window, &parts] { rememberGeometry(*window, parts.settings); });
}

void Application::applyLanguage()
{
    Parts& parts = *m_parts;
    parts.translation.use(parts.app.language());
    if (parts.engine)
        parts.engine->retranslate();
    parts.app.retranslate();
    parts.desktop.retranslate();
    parts.accounts.retranslate();
}

void Application::keepSettings()
{
    const auto keep = [this](const char* key, const QString& value) {
        if (value.isEmpty())
            m_parts->settings.remove(QLatin1String(key));
        else
            m_parts->settings.setValue(QLatin1String(key), value);
    };
    keep("lang", m_parts->app.language());
    keep("theme", m_parts->app.theme());
}

} // namespace madang::client
