#pragma once

#include "server/domain/bus.h"
#include "server/domain/messagelog.h"
#include "server/domain/userrepository.h"
#include "server/rooms/roomtable.h"

namespace madang::server {

// Tells the people of one loop's rooms what happens there, each change once and in the order of the log,
// whether this server made it or another one. On the loop's thread.
class RoomNews {
public:
    struct Ports {
        RoomRepository& rooms;
        UserRepository& users;
        MessageLog& log;
        Bus& bus;
    };
    RoomNews(Executor& loop, RoomTable& table, const Ports& ports);
    RoomNews(const RoomNews&) = delete;
    RoomNews& operator=(const RoomNews&) = delete;

    // A change that the log has; from the receipt of it, or from the log's word to every server.
    void arrived(const RoomPtr& room, const Message& message, Head head);
    void heard(const Message& message, Head head);
    // Another server's event for whoever is in a room, or for somebody about one.
    void heardEvent(Event event);
    // room.changed, as the room now is to this person.
    QCoro::Task<> tellRow(RoomPtr room, UserId user, EventReach reach = EventReach::Group);

private:
    // What was heard of a room while it could not be read.
    struct Missed {
        std::optional<std::pair<Message, Head>> message; // the newest; the log has those before it
        std::vector<Event> events;
    };

    Missed& missed(RoomId id);
    void missedEvent(Event event);
    void again(RoomId id);
    void tell(const RoomPtr& room, const Message& message, bool created);
    void fillLater(const RoomPtr& room);
    QCoro::Task<> fill(RoomPtr room);
    // Tells those who joined or left while nobody told.
    QCoro::Task<> audit(RoomPtr room, std::vector<UserId> before);

    Executor& m_loop;
    RoomTable& m_table;
    const Ports m_ports;
    std::unordered_map<RoomId, Missed> m_missed; // each is tried again soon
};

} // namespace madang::server
