#pragma once

#include "client/cache/accountcache.h"
#include "client/cache/draftcache.h"
#include "client/cache/localcopy.h"
#include "client/cache/outboxcache.h"
#include "client/controllers/connectioncontroller.h"
#include "client/controllers/conversationcontroller.h"
#include "client/controllers/diagnosticscontroller.h"
#include "client/controllers/findcontroller.h"
#include "client/controllers/linkcontroller.h"
#include "client/controllers/me.h"
#include "client/controllers/notificationcontroller.h"
#include "client/controllers/roomscontroller.h"
#include "client/controllers/securitycontroller.h"
#include "client/controllers/session.h"
#include "client/controllers/signincontroller.h"
#include "client/controllers/storagecontroller.h"
#include "client/models/roomlistmodel.h"
#include "client/net/connection.h"
#include "client/stores/accountstore.h"
#include "client/stores/catchup.h"
#include "client/stores/copykeeper.h"
#include "client/stores/copysearch.h"
#include "client/stores/draftstore.h"
#include "client/stores/eventrouter.h"
#include "client/stores/messagestore.h"
#include "client/stores/outbox.h"
#include "client/stores/peoplestore.h"
#include "client/stores/readmarks.h"
#include "client/stores/roomstore.h"
#include "client/stores/typingstore.h"

#include <QtCore/QVariantMap>

namespace madang::client {

// What all accounts of a profile share.
struct AccountGround {
    ProfileDatabase& database;
    QString folder; // of the profile
    const Clock& clock;
    TransportFactory transports;
    SecretStore& secrets;
    Notifier& notifier;
    SettingsController& settings;
    QString server; // offered where none is known yet
    bool serverGiven = false; // it was named at the start
};

// Every object of one account, declared in the order of making: its line to its server, what it knows, and
// what the window is given of it. Two accounts share none of these.
struct AccountParts {
    AccountParts(const AccountGround& ground, const QString& slot);
    ~AccountParts();
    AccountParts(const AccountParts&) = delete;
    AccountParts& operator=(const AccountParts&) = delete;

    // By their names in Main.qml.
    [[nodiscard]] QVariantMap objects();
    // Whatever comes after, what was typed is on disk.
    void flush();
    // The language has changed.
    void retranslate();

    AccountCache accountCache;
    DraftCache draftCache;
    OutboxCache outboxCache;
    LocalCopy copy;

    AccountStore accounts;
    Connection connection;
    PeopleStore people{connection};
    RoomStore rooms{people};
    MessageStore messages{connection, rooms, people, &copy};
    TypingStore typing;
    ReadMarks readMarks{connection, rooms};
    DraftStore drafts;
    Outbox outbox;
    CatchUp catchUp{connection, rooms, messages};
    EventRouter router{connection, people, rooms, messages, typing};
    CopyKeeper keeper{copy, rooms, people, messages, readMarks};

    Session session{
        connection, {accounts, people, rooms, messages, typing, readMarks, drafts, outbox, catchUp, keeper}};

    RoomListModel roomList{rooms, people, typing, outbox, drafts};
    Me me{people};
    RoomsController roomsController{connection, rooms, people, roomList};
    ConversationController conversation;
    CopySearch copySearch{copy};
    FindController finder{{connection, rooms, people, copySearch}};
    ConnectionController connectionController{connection, outbox};
    SecurityController security;
    DiagnosticsController diagnostics{connection};
    SignInController signIn;
    StorageController storage{keeper, messages};
    LinkController links{connection, session, rooms, roomsController, conversation};
    NotificationController notices;
};

} // namespace madang::client
