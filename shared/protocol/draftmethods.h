#pragma once

#include "shared/protocol/method.h"
#include "shared/protocol/shapes.h"

// What somebody has begun to write, on all of their devices: docs/PROTOCOL.md "Drafts".
namespace madang::protocol {

struct Draft {
    static constexpr QLatin1String shape{"Draft"};
    RoomId room;
    QString text; // as it was typed, not trimmed; empty without reply_to: there is no draft any more
    std::optional<qint64> replyTo;
    qint64 rev = 0; // of this person's draft in this room; each change takes the next one
    qint64 changedAt = 0;

    template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
    {
        v("room", self.room);
        v("text", self.text);
        v("reply_to", self.replyTo);
        v("rev", self.rev);
        v("changed_at", self.changedAt);
    }
    bool operator==(const Draft&) const = default;
};

struct DraftSet {
    static constexpr QLatin1String method{"draft.set"};
    static constexpr QLatin1String summary{
        "Keeps what one has begun to write in a room; an empty text without reply_to removes it."};
    static constexpr bool needsLogin = true;
    static constexpr std::array errors{ErrorCode::NotFound, ErrorCode::Invalid};
    struct Params {
        RoomId room;
        QString text;
        std::optional<qint64> replyTo;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("room", self.room);
            v("text", self.text);
            v("reply_to", self.replyTo);
        }
        bool operator==(const Params&) const = default;
    };
    struct Result {
        Draft draft;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("draft", self.draft);
        }
        bool operator==(const Result&) const = default;
    };
};

struct DraftList {
    static constexpr QLatin1String method{"draft.list"};
    static constexpr QLatin1String summary{"One's drafts in all rooms, in no order that means anything."};
    static constexpr bool needsLogin = true;
    static constexpr std::array errors{ErrorCode::Invalid};
    struct Params {
        std::optional<QString> after; // the `next` of the page before
        std::optional<int> limit;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("after", self.after);
            v("limit", self.limit);
        }
        bool operator==(const Params&) const = default;
    };
    struct Result {
        std::vector<Draft> drafts; // those that are there; removed ones are not
        std::optional<QString> next;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("drafts", self.drafts);
            v("next", self.next);
        }
        bool operator==(const Result&) const = default;
    };
};

} // namespace madang::protocol
