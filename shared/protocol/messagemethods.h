#pragma once

#include "shared/protocol/method.h"
#include "shared/protocol/shapes.h"

// Messages: docs/PROTOCOL.md "Rooms and messages".
namespace madang::protocol {

struct MessageResult {
    Message message;

    template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
    {
        v("message", self.message);
    }
    bool operator==(const MessageResult&) const = default;
};

struct MessageSend {
    static constexpr QLatin1String method{"message.send"};
    static constexpr QLatin1String summary{
        "Says something in a room; answered when it is durable, once for each client_id."};
    static constexpr bool needsLogin = true;
    static constexpr std::array errors{
        ErrorCode::Forbidden, ErrorCode::NotFound, ErrorCode::Conflict, ErrorCode::Invalid, ErrorCode::Full};
    struct Params {
        RoomId room;
        QUuid clientId;
        QString text;
        std::optional<qint64> replyTo;
        std::optional<std::vector<FileId>> attachments;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("room", self.room);
            v("client_id", self.clientId);
            v("text", self.text);
            v("reply_to", self.replyTo);
            v("attachments", self.attachments);
        }
        bool operator==(const Params&) const = default;
    };
    using Result = MessageResult;
};

struct MessageEdit {
    static constexpr QLatin1String method{"message.edit"};
    static constexpr QLatin1String summary{"Changes the text of one's own message."};
    static constexpr bool needsLogin = true;
    static constexpr std::array errors{
        ErrorCode::Forbidden, ErrorCode::NotFound, ErrorCode::Conflict, ErrorCode::Invalid};
    struct Params {
        RoomId room;
        qint64 seq = 0;
        QString text;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("room", self.room);
            v("seq", self.seq);
            v("text", self.text);
        }
        bool operator==(const Params&) const = default;
    };
    using Result = MessageResult;
};

struct MessageDelete {
    static constexpr QLatin1String method{"message.delete"};
    static constexpr QLatin1String summary{
        "Empties one's own message, or as an admin anyone's; its place stays."};
    static constexpr bool needsLogin = true;
    static constexpr std::array errors{ErrorCode::Forbidden, ErrorCode::NotFound, ErrorCode::Invalid};
    struct Params {
        RoomId room;
        qint64 seq = 0;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("room", self.room);
            v("seq", self.seq);
        }
        bool operator==(const Params&) const = default;
    };
    using Result = MessageResult;
};

struct MessageHistory {
    static constexpr QLatin1String method{"message.history"};
    static constexpr QLatin1String summary{
        "A page of a room's messages before, after or around a seq, or the newest."};
    static constexpr bool needsLogin = true;
    static constexpr std::array errors{ErrorCode::NotFound, ErrorCode::Invalid};
    struct Params {
        RoomId room;
        std::optional<qint64> before; // exclusive
        std::optional<qint64> after; // exclusive
        std::optional<qint64> around; // in the middle
        std::optional<int> limit;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("room", self.room);
            v("before", self.before);
            v("after", self.after);
            v("around", self.around);
            v("limit", self.limit);
        }
        // At most one of before, after and around.
        [[nodiscard]] static std::optional<Misfit> check(const Params& params);
        bool operator==(const Params&) const = default;
    };
    struct Result {
        std::vector<Message> messages; // ascending seq
        bool hasBefore = false;
        bool hasAfter = false;
        Head head;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("messages", self.messages);
            v("has_before", self.hasBefore);
            v("has_after", self.hasAfter);
            v("head", self.head);
        }
        bool operator==(const Result&) const = default;
    };
};

struct MessageChanges {
    static constexpr QLatin1String method{"message.changes"};
    static constexpr QLatin1String summary{
        "What changed in a room since a rev, or {reset: true} when that is too much."};
    static constexpr bool needsLogin = true;
    static constexpr std::array errors{ErrorCode::NotFound, ErrorCode::Invalid};
    struct Params {
        RoomId room;
        qint64 since = 0; // a rev
        std::optional<int> limit;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("room", self.room);
            v("since", self.since);
            v("limit", self.limit);
        }
        bool operator==(const Params&) const = default;
    };
    // Either reset and head, or all but reset.
    struct Result {
        std::optional<bool> reset;
        std::optional<std::vector<Message>> messages; // ascending rev
        std::optional<qint64> rev; // the next `since`
        std::optional<bool> more;
        Head head;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("reset", self.reset);
            v("messages", self.messages);
            v("rev", self.rev);
            v("more", self.more);
            v("head", self.head);
        }
        [[nodiscard]] static std::optional<Misfit> check(const Result& result);
        bool operator==(const Result&) const = default;
    };
};

} // namespace madang::protocol
