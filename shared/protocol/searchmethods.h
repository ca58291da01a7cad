#pragma once

#include "shared/protocol/method.h"
#include "shared/protocol/shapes.h"

// Search of messages: docs/PROTOCOL.md "Search".
namespace madang::protocol {

// A part of a text, in code points.
struct TextMark {
    static constexpr QLatin1String shape{"Mark"};
    int offset = 0;
    int length = 0;

    template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
    {
        v("offset", self.offset);
        v("length", self.length);
    }
    bool operator==(const TextMark&) const = default;
};

// What is shown of a message that was found.
struct Snippet {
    static constexpr QLatin1String shape{"Snippet"};
    QString text;
    std::vector<TextMark> marks; // in it, ascending

    template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
    {
        v("text", self.text);
        v("marks", self.marks);
    }
    bool operator==(const Snippet&) const = default;
};

struct Hit {
    static constexpr QLatin1String shape{"Hit"};
    Message message;
    Snippet snippet;

    template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
    {
        v("message", self.message);
        v("snippet", self.snippet);
    }
    bool operator==(const Hit&) const = default;
};

struct MessageSearch {
    static constexpr QLatin1String method{"message.search"};
    static constexpr QLatin1String summary{
        "Messages of my rooms that have every word of the query, the newest and closest first."};
    static constexpr bool needsLogin = true;
    static constexpr std::array errors{ErrorCode::NotFound, ErrorCode::Invalid};
    struct Params {
        QString query;
        std::optional<RoomId> room; // of mine; absent: all of them
        std::optional<UserId> sender;
        std::optional<qint64> beforeAt; // exclusive
        std::optional<QString> after; // the `next` of the page before
        std::optional<int> limit;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("query", self.query);
            v("room", self.room);
            v("sender", self.sender);
            v("before_at", self.beforeAt);
            v("after", self.after);
            v("limit", self.limit);
        }
        bool operator==(const Params&) const = default;
    };
    struct Result {
        std::vector<Hit> hits;
        std::optional<QString> next;
        std::optional<bool> incomplete; // true: not everything is indexed yet, older hits may be missing

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("hits", self.hits);
            v("next", self.next);
            v("incomplete", self.incomplete);
        }
        bool operator==(const Result&) const = default;
    };
};

} // namespace madang::protocol
