#include "client/app/accountparts.h"

#include "client/controllers/settingscontroller.h"

namespace madang::client {

namespace {
// The first account of a profile has lain there since there could be only one.
QString secretKey(const QString& folder, const QString& slot)
{
    return slot.isEmpty() ? folder : QString(folder % QLatin1Char('#') % slot);
}

// The keychain is the program's: what it was asked to forget when an account went is still done after that.
class SharedSecrets final : public SecretStore {
public:
    explicit SharedSecrets(SecretStore& shared)
        : m_shared(shared)
    {
    }
    QCoro::Task<Result<QByteArray>> read(QString key) override { return m_shared.read(std::move(key)); }
    QCoro::Task<Result<void>> write(QString key, QByteArray secret) override
    {
        return m_shared.write(std::move(key), std::move(secret));
    }
    QCoro::Task<Result<void>> remove(QString key) override { return m_shared.remove(std::move(key)); }

private:
    SecretStore& m_shared;
};
} // namespace

AccountParts::AccountParts(const AccountGround& ground, const QString& slot)
    : accountCache(ground.database, slot)
    , draftCache(ground.database)
    , outboxCache(ground.database)
    , copy(ground.folder)
    , accounts(accountCache, std::make_unique<SharedSecrets>(ground.secrets), secretKey(ground.folder, slot))
    , connection(ground.transports, accounts, ground.clock)
    , typing(ground.clock)
    , drafts(draftCache, ground.clock)
    , outbox(connection, messages, rooms, outboxCache, ground.clock)
    , conversation(
          {connection, rooms, people, messages, typing, readMarks, drafts, outbox, catchUp, ground.clock})
    , security(connection, ground.settings)
    , signIn(connection, session, ground.server, ground.serverGiven)
    , notices(
          {people, rooms, router, readMarks, outbox, conversation, ground.settings}, ground.notifier, slot)
{
    QObject::connect(&roomsController, &RoomsController::currentRoomIdChanged, &conversation,
        [this] { conversation.open(roomsController.currentRoom()); });
    EmojiModel* emoji = conversation.emoji();
    SettingsController* settings = &ground.settings;
    emoji->setRecent(settings->recentEmoji());
    QObject::connect(emoji, &EmojiModel::recentChanged, settings,
        [emoji, settings] { settings->setRecentEmoji(emoji->recent()); });
    QObject::connect(settings, &SettingsController::changed, emoji,
        [emoji, settings] { emoji->setRecent(settings->recentEmoji()); });
}

AccountParts::~AccountParts()
{
    session.disconnect(); // what becomes of it now is nobody's news
    // Everything that still waits for an answer gets one, while all who wait are alive.
    connection.stop();
    keeper.close();
}

QVariantMap AccountParts::objects()
{
    const auto object = [](QObject& one) { return QVariant::fromValue(&one); };
    return {
        {QStringLiteral("signIn"), object(signIn)},
        {QStringLiteral("connection"), object(connectionController)},
        {QStringLiteral("me"), object(me)},
        {QStringLiteral("rooms"), object(roomList)},
        {QStringLiteral("roomsController"), object(roomsController)},
        {QStringLiteral("conversation"), object(conversation)},
        {QStringLiteral("finder"), object(finder)},
        {QStringLiteral("links"), object(links)},
        {QStringLiteral("storage"), object(storage)},
        {QStringLiteral("security"), object(security)},
        {QStringLiteral("diagnostics"), object(diagnostics)},
    };
}

void AccountParts::flush()
{
    conversation.leaveComposer();
    keeper.flush();
}

void AccountParts::retranslate()
{
    signIn.retranslate();
    roomsController.retranslate();
    conversation.retranslate();
    finder.retranslate();
    security.retranslate();
    roomList.sync();
}

} // namespace madang::client
