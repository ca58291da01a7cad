#pragma once

namespace madang::server {

class Dispatcher;

// One function a family of methods; together they serve every method of protocol::AllMethods.
void addServerHandlers(Dispatcher& dispatcher);
void addAuthHandlers(Dispatcher& dispatcher);
void addSessionHandlers(Dispatcher& dispatcher);
void addUserHandlers(Dispatcher& dispatcher);
void addRoomHandlers(Dispatcher& dispatcher);
void addMessageHandlers(Dispatcher& dispatcher);
void addMessageActionHandlers(Dispatcher& dispatcher);
void addDraftHandlers(Dispatcher& dispatcher);
void addPresenceHandlers(Dispatcher& dispatcher);
void addSearchHandlers(Dispatcher& dispatcher);

inline void addAllHandlers(Dispatcher& dispatcher)
{
    addServerHandlers(dispatcher);
    addAuthHandlers(dispatcher);
    addSessionHandlers(dispatcher);
    addUserHandlers(dispatcher);
    addRoomHandlers(dispatcher);
    addMessageHandlers(dispatcher);
    addMessageActionHandlers(dispatcher);
    addDraftHandlers(dispatcher);
    addPresenceHandlers(dispatcher);
    addSearchHandlers(dispatcher);
}

} // namespace madang::server
