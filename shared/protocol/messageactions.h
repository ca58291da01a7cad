#pragma once

#include "shared/protocol/messagemethods.h"

// What is done with a message that is there: docs/PROTOCOL.md "Reactions, pins, edits, forwarding".
namespace madang::protocol {

struct MessageReact {
    static constexpr QLatin1String method{"message.react"};
    static constexpr QLatin1String summary{"Puts one's emoji on a message, or takes it back."};
    static constexpr bool needsLogin = true;
    static constexpr std::array errors{ErrorCode::NotFound, ErrorCode::Invalid, ErrorCode::TooLarge};
    struct Params {
        RoomId room;
        qint64 seq = 0;
        QString emoji; // one
        bool on = false;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("room", self.room);
            v("seq", self.seq);
            v("emoji", self.emoji);
            v("on", self.on);
        }
        bool operator==(const Params&) const = default;
    };
    using Result = MessageResult;
};

struct MessagePin {
    static constexpr QLatin1String method{"message.pin"};
    static constexpr QLatin1String summary{
        "Pins a message in its room, or unpins it; in groups their owner and admins do."};
    static constexpr bool needsLogin = true;
    static constexpr std::array errors{
        ErrorCode::Forbidden, ErrorCode::NotFound, ErrorCode::Invalid, ErrorCode::TooLarge};
    struct Params {
        RoomId room;
        qint64 seq = 0;
        bool on = false;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("room", self.room);
            v("seq", self.seq);
            v("on", self.on);
        }
        bool operator==(const Params&) const = default;
    };
    using Result = MessageResult;
};

struct MessagePins {
    static constexpr QLatin1String method{"message.pins"};
    static constexpr QLatin1String summary{"The pinned messages of a room, the last pinned first."};
    static constexpr bool needsLogin = true;
    static constexpr std::array errors{ErrorCode::NotFound, ErrorCode::Invalid};
    struct Params {
        RoomId room;
        std::optional<QString> after; // the `next` of the page before
        std::optional<int> limit;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("room", self.room);
            v("after", self.after);
            v("limit", self.limit);
        }
        bool operator==(const Params&) const = default;
    };
    struct Result {
        std::vector<Message> messages;
        std::optional<QString> next;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("messages", self.messages);
            v("next", self.next);
        }
        bool operator==(const Result&) const = default;
    };
};

// A text that an edit has replaced.
struct Replaced {
    static constexpr QLatin1String shape{"Replaced"};
    QString text;
    qint64 editedAt = 0; // when it was written: of the first one, when it was sent

    template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
    {
        v("text", self.text);
        v("edited_at", self.editedAt);
    }
    bool operator==(const Replaced&) const = default;
};

struct MessageEdits {
    static constexpr QLatin1String method{"message.edits"};
    static constexpr QLatin1String summary{
        "The texts that a message had before, the oldest first; of a deleted one, none."};
    static constexpr bool needsLogin = true;
    static constexpr std::array errors{ErrorCode::NotFound, ErrorCode::Invalid};
    struct Params {
        RoomId room;
        qint64 seq = 0;
        std::optional<QString> after; // the `next` of the page before
        std::optional<int> limit;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("room", self.room);
            v("seq", self.seq);
            v("after", self.after);
            v("limit", self.limit);
        }
        bool operator==(const Params&) const = default;
    };
    struct Result {
        std::vector<Replaced> edits;
        std::optional<QString> next;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("edits", self.edits);
            v("next", self.next);
        }
        bool operator==(const Result&) const = default;
    };
};

struct MessageForward {
    static constexpr QLatin1String method{"message.forward"};
    static constexpr QLatin1String summary{
        "Sends a copy of a message to another room, with the name of who wrote it; once for each client_id."};
    static constexpr bool needsLogin = true;
    static constexpr std::array errors{
        ErrorCode::Forbidden, ErrorCode::NotFound, ErrorCode::Conflict, ErrorCode::Invalid, ErrorCode::Full};
    struct Params {
        RoomId room;
        qint64 seq = 0;
        RoomId to;
        QUuid clientId;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("room", self.room);
            v("seq", self.seq);
            v("to", self.to);
            v("client_id", self.clientId);
        }
        bool operator==(const Params&) const = default;
    };
    using Result = MessageResult;
};

} // namespace madang::protocol
