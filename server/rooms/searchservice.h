#pragma once

#include "server/domain/messagesearch.h"
#include "server/rooms/roomservice.h"

namespace madang::server {

// What people ask of a search; texts are as they came.
struct SearchRequest {
    UserId user;
    QString query;
    std::optional<RoomId> room;
    std::optional<UserId> sender;
    std::optional<qint64> beforeAt;
    QString after;
    int limit = 20;
};

// A hit with what is shown of it.
struct FoundMessage {
    Message message;
    search::Snippet snippet;
};

struct FoundMessages {
    std::vector<FoundMessage> hits;
    QString next; // empty: there is no more
    bool incomplete = false;
};

// Searches messages for somebody who may see them. From any thread; tasks answer on the caller's.
class SearchService {
public:
    // Everything that is given outlives this.
    SearchService(MessageSearch& messages, RoomService& rooms, const Limits& limits)
        : m_messages(messages)
        , m_rooms(rooms)
        , m_limits(limits)
    {
    }
    // notFound: the room is none of theirs. invalid, with its field.
    QCoro::Task<Result<FoundMessages>> find(SearchRequest request);

private:
    QCoro::Task<Result<void>> bringUpToDate(UserId user, SearchPage& page);

    MessageSearch& m_messages;
    RoomService& m_rooms;
    const Limits m_limits;
};

} // namespace madang::server
