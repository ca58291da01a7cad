#include "client/app/application.h"

#include "client/app/desktop.h"
#include "client/app/desktopwishes.h"
#include "client/app/iconprovider.h"
#include "client/app/options.h"
#include "client/app/profile.h"
#include "client/app/translation.h"
#include "client/app/windowgeometry.h"
#include "client/cache/draftcache.h"
#include "client/cache/localcopy.h"
#include "client/cache/outboxcache.h"
#include "client/cache/profiledatabase.h"
#include "client/controllers/appcontroller.h"
#include "client/controllers/connectioncontroller.h"
#include "client/controllers/conversationcontroller.h"
#include "client/controllers/me.h"
#include "client/controllers/roomscontroller.h"
#include "client/controllers/session.h"
#include "client/controllers/signincontroller.h"
#include "client/controllers/storagecontroller.h"
#include "client/models/roomlistmodel.h"
#include "client/net/connection.h"
#include "client/net/websockettransport.h"
#include "client/stores/accountstore.h"
#include "client/stores/catchup.h"
#include "client/stores/copykeeper.h"
#include "client/stores/draftstore.h"
#include "client/stores/eventrouter.h"
#include "client/stores/keychain.h"
#include "client/stores/messagestore.h"
#include "client/stores/outbox.h"
#include "client/stores/peoplestore.h"
#include "client/stores/readmarks.h"
#include "client/stores/roomstore.h"
#include "client/stores/typingstore.h"

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

// Declared in the order of making; gone in the opposite one.
struct Application::Parts {
    Parts(const Options& options, const Profile& profile, std::unique_ptr<ProfileDatabase> opened)
        : database(std::move(opened))
        , settings(Options::iniPath(profile.folder()), QSettings::IniFormat)
        , copy(profile.folder())
        , accounts(accountCache, secretStore(options), profile.folder())
        , connection([] { return std::make_unique<WebSocketTransport>(); }, accounts, clock)
        , signIn(connection, session, options.server, options.serverGiven)
        , app(session, accounts, storage, options.language, options.theme)
        , desktop({connection, session, people, rooms, router, readMarks, outbox, roomList, roomsController,
              conversation, app, settings, profile.folder()})
    {
    }

    SystemClock clock;
    std::unique_ptr<ProfileDatabase> database;
    QSettings settings;
    AccountCache accountCache{*database};
    DraftCache draftCache{*database};
    OutboxCache outboxCache{*database};
    LocalCopy copy;

    AccountStore accounts;
    Connection connection;
    PeopleStore people{connection};
    RoomStore rooms{people};
    MessageStore messages{connection, rooms, people, &copy};
    TypingStore typing{clock};
    ReadMarks readMarks{connection, rooms};
    DraftStore drafts{draftCache, clock};
    Outbox outbox{connection, messages, rooms, outboxCache, clock};
    CatchUp catchUp{connection, rooms, messages};
    EventRouter router{connection, people, rooms, messages, typing};
    CopyKeeper keeper{copy, rooms, people, messages, readMarks};

    Session session{
        connection, {accounts, people, rooms, messages, typing, readMarks, drafts, outbox, catchUp, keeper}};

    RoomListModel roomList{rooms, people, typing, outbox, drafts};
    Me me{people};
    RoomsController roomsController{connection, rooms, people, roomList};
    ConversationController conversation{
        {connection, rooms, people, messages, typing, readMarks, drafts, outbox, catchUp, clock}};
    ConnectionController connectionController{connection, outbox};
    SignInController signIn;
    StorageController storage{keeper, messages};
    AppController app;

    Desktop desktop;
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
    connect(&parts.roomsController, &RoomsController::currentRoomIdChanged, this,
        [&parts] { parts.conversation.open(parts.roomsController.currentRoom()); });
    connect(&parts.app, &AppController::languageChanged, this, [this] {
        applyLanguage();
        keepSettings();
    });
    connect(&parts.app, &AppController::themeChanged, this, &Application::keepSettings);
    // Whatever comes after, what was typed is on disk.
    connect(qGuiApp, &QGuiApplication::applicationStateChanged, this, [&parts] {
        parts.drafts.flush();
        parts.keeper.flush();
    });
    connect(qGuiApp, &QGuiApplication::aboutToQuit, this, [&parts] { parts.drafts.flush(); });
    connect(&parts.wishes, &DesktopWishes::darkTold, &parts.app, &AppController::setSystemDark);
    connect(&parts.wishes, &DesktopWishes::reducedMotionTold, &parts.app, &AppController::setReducedMotion);
    connect(&parts.keeper, &CopyKeeper::unwritable, &parts.app, &AppController::tellUnwritable);
    connect(&parts.drafts, &DraftStore::unwritable, &parts.app, &AppController::tellUnwritable);
    parts.wishes.ask();
    applyLanguage();
}

Application::~Application()
{
    // First whoever looks at the objects below, then everything that still waits for an answer, while all
    // who wait are alive.
    m_parts->engine.reset();
    m_parts->connection.stop();
    m_parts->keeper.close();
}

void Application::start(const StartRequest& request)
{
    m_parts->desktop.answer(request);
    connect(&m_parts->session, &Session::changed, this, &Application::showWindow);
    m_parts->session.begin();
    if (m_parts->session.isKnown())
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
    given.insert({
        {QStringLiteral("app"), object(parts.app)},
        {QStringLiteral("signIn"), object(parts.signIn)},
        {QStringLiteral("connection"), object(parts.connectionController)},
        {QStringLiteral("me"), object(parts.me)},
        {QStringLiteral("rooms"), object(parts.roomList)},
        {QStringLiteral("roomsController"), object(parts.roomsController)},
        {QStringLiteral("conversation"), object(parts.conversation)},
    });
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
    parts.signIn.retranslate();
    parts.desktop.retranslate();
    parts.roomsController.retranslate();
    parts.conversation.retranslate();
    parts.roomList.sync();
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
