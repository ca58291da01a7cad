#pragma once

#include "shared/protocol/authmethods.h"
#include "shared/protocol/draftmethods.h"
#include "shared/protocol/messageactions.h"
#include "shared/protocol/messagemethods.h"
#include "shared/protocol/presencemethods.h"
#include "shared/protocol/roommethods.h"
#include "shared/protocol/searchmethods.h"
#include "shared/protocol/servermethods.h"
#include "shared/protocol/usermethods.h"

namespace madang::protocol {

// Every method of this version, for whoever goes through them: dispatcher, OpenRPC document, tests.
using AllMethods = TypeList<ServerInfo, ServerKeys, RpcDiscover, AuthRegister, AuthLogin, AuthRefresh,
    AuthResume, StreamAck, AuthLogout, AuthSessions, AuthRevoke, AuthChangePassword, AuthDeleteAccount,
    UserMe, UserGet, UserSearch, RoomCreate, RoomList, RoomGet, RoomLeave, RoomSetExpiry, RoomRead,
    RoomTyping, RoomEnter, RoomExit, RoomViewers, PresenceSet, PresenceGet, MessageSend, MessageEdit,
    MessageDelete, MessageHistory, MessageChanges, MessageSearch, MessageReact, MessagePin, MessagePins,
    MessageEdits, MessageForward, DraftSet, DraftList>;

} // namespace madang::protocol
