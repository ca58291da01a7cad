#pragma once

#include "server/domain/messagesearch.h"

#include <limits>
#include <map>
#include <optional>

namespace madang::server {

// Where a message stands in time among all: the later, the larger.
struct SearchKey {
    qint64 at = 0;
    RoomId room;
    qint64 seq = 0;
    auto operator<=>(const SearchKey&) const = default;
};

// Where a page ended: the window that it is of, and the last hit shown of it. Both ends of a window that is
// shown in part are fixed, so that what is sent meanwhile moves nothing into it or out of it.
struct SearchPlace {
    SearchKey below = newest; // the window's messages are all older
    struct Shown {
        SearchKey from; // they are no older; least: there is nothing after this window
        int closeness = 0;
        SearchKey key;
    };
    std::optional<Shown> last;

    static constexpr SearchKey newest{std::numeric_limits<qint64>::max(), {}, 0};
    static constexpr SearchKey least{};

    [[nodiscard]] QString encoded() const;
    // invalid (field "after"): not made here. Empty: the beginning.
    [[nodiscard]] static Result<SearchPlace> decoded(const QString& after);
};

// The newest messages that fit, as they are found in any order.
class SearchWindow {
public:
    SearchWindow(const SearchQuestion& question, const SearchPlace& place, int size)
        : m_question(question)
        , m_place(place)
        , m_size(size_t(size))
    {
    }
    // Whether something that was sent then could get into it.
    [[nodiscard]] bool isOpenTo(qint64 at) const noexcept;
    // Only what was sent from then on, and before the other, can be in it.
    [[nodiscard]] qint64 beginsAt() const noexcept;
    [[nodiscard]] qint64 endsAt() const noexcept;
    void consider(Message&& message);
    // Nothing was looked at that was sent up to then: it is left to the next window. Not of one whose ends
    // are fixed.
    void cut(qint64 at);
    [[nodiscard]] bool isFixed() const noexcept { return m_place.last.has_value(); }
    // The page, without extents.
    [[nodiscard]] SearchPage page();

private:
    const SearchQuestion& m_question;
    const SearchPlace& m_place;
    const size_t m_size;
    std::map<SearchKey, SearchHit> m_hits;
    std::optional<qint64> m_cut;
};

} // namespace madang::server
