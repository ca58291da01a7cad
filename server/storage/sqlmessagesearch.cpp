#include "server/storage/sqlmessagesearch.h"

#include "server/storage/connection.h"
#include "server/storage/readerpool.h"
#include "server/storage/rows.h"
#include "server/storage/searchblocks.h"
#include "server/storage/searchwindow.h"

#include <algorithm>

namespace madang::server {

namespace {

// How many rooms are looked at together, and how many blocks of each: few at first, since what is asked for
// is often new, then ever more.
constexpr size_t firstRooms = 8;
constexpr size_t mostRooms = 512;
constexpr qint64 firstBlocks = 2;
constexpr qint64 moreBlocks = 8; // times as many the next time
constexpr qint64 mostBlocks = 8'192; // of all rooms of a round together
constexpr size_t blocksRead = 32; // whose messages are read together
// A clock that is set back makes the newest message of a room not its latest.
constexpr qint64 clockSlackMs = 5'000;
constexpr size_t tailRooms = 512; // that are asked together for what is not indexed

// One room, and what of it is left to look at.
struct Place {
    RoomId room;
    Head head;
    qint64 indexedRev = 0;
    qint64 firstBlock = 0; // before it everything has expired
    qint64 end = 0; // blocks before it are left
    qint64 newestAt = 0; // nothing in them was sent later
    qint64 step = firstBlocks; // how many are looked at the next time
};

Result<std::vector<Place>> placesOf(Connection& connection, const SearchQuestion& question)
{
    Statement read(connection, QLatin1String(question.room.isNull() ? "search.rooms" : "search.room"));
    auto ok = question.room.isNull() ? read.run(question.asker) : read.run(question.asker, question.room);
    if (!ok) {
        return std::move(ok).error();
    }
    return allRows(read, [](const Statement& row) {
        Place place{row.id<RoomId>(0), rows::head(row, 1), row.int64(3)};
        place.firstBlock = searchfilter::blockOf(std::max<qint64>(row.int64(4), 1));
        place.end = place.head.seq > 0 ? searchfilter::blockOf(place.head.seq) + 1 : 0;
        place.newestAt = row.int64(5) + clockSlackMs;
        return place;
    });
}

class Search {
public:
    Search(Connection& connection, const SearchQuestion& question, const SearchPlace& place,
        const SqlMessageSearch::Bounds& bounds)
        : m_connection(connection)
        , m_blocks(SearchBlocks::of(connection))
        , m_question(question)
        , m_bounds(bounds)
        , m_window(question, place, bounds.window)
        , m_positions(searchfilter::positionsOf(question.query, question.sender))
    {
    }

    Result<SearchPage> run()
    {
        auto places = placesOf(m_connection, m_question);
        if (!places) {
            return std::move(places).error();
        }
        m_places = std::move(places).value();
        auto ok = readTails();
        size_t rooms = firstRooms;
        while (ok && !m_cut) {
            const auto chosen = choose(rooms);
            if (chosen.empty()) {
                break;
            }
            ok = look(chosen);
            rooms = std::min(rooms * 4, mostRooms);
        }
        if (!ok) {
            return std::move(ok).error();
        }
        if (m_cut) {
            m_window.cut(*m_cut);
        }
        SearchPage page = m_window.page();
        page.incomplete = m_incomplete;
        addExtents(page);
        return page;
    }

private:
    Result<void> readTails()
    {
        std::vector<SearchBlocks::Tail> tails;
        qint64 changes = 0;
        for (const Place& place : m_places) {
            if (place.indexedRev < place.head.rev) {
                tails.push_back({place.room, place.indexedRev});
                changes += place.head.rev - place.indexedRev;
            }
        }
        // A message may have changed more than once, or be gone: what is left is no more than that.
        m_incomplete = changes > m_bounds.tail;
        int left = m_bounds.tail;
        for (size_t begin = 0; begin < tails.size() && left > 0; begin += tailRooms) {
            const auto first = tails.begin() + qint64(begin);
            const std::vector<SearchBlocks::Tail> some(
                first, first + qint64(std::min(tailRooms, tails.size() - begin)));
            auto ok = m_blocks->tails(some, left, [this, &left](Message&& message) {
                m_window.consider(std::move(message));
                --left;
            });
            if (!ok) {
                return ok;
            }
        }
        return {};
    }

    // The rooms whose rest may be the newest.
    std::vector<Place*> choose(size_t most)
    {
        std::vector<Place*> open;
        for (Place& place : m_places) {
            if (place.end > place.firstBlock && m_window.isOpenTo(place.newestAt)) {
                open.push_back(&place);
            }
        }
        const size_t count = std::min(most, open.size());
        std::partial_sort(open.begin(), open.begin() + qint64(count), open.end(),
            [](const Place* a, const Place* b) { return a->newestAt > b->newestAt; });
        open.resize(count);
        return open;
    }

    Result<void> look(const std::vector<Place*>& chosen)
    {
        const qint64 atMost = std::max<qint64>(mostBlocks / qint64(chosen.size()), 1);
        std::vector<SearchBlocks::Range> ranges;
        ranges.reserve(chosen.size());
        for (const Place* place : chosen) {
            ranges.push_back({place->room,
                std::max(place->firstBlock, place->end - std::min(place->step, atMost)), place->end});
        }
        auto found = m_blocks->blocks(ranges, m_positions, m_window.endsAt());
        if (!found) {
            return std::move(found).error();
        }
        for (size_t i = 0; i < chosen.size(); ++i) {
            advance(*chosen[i], ranges[i], *found);
        }
        std::erase_if(*found, [](const SearchBlocks::Block& block) { return !block.fits; });
        std::sort(
            found->begin(), found->end(), [](const SearchBlocks::Block& a, const SearchBlocks::Block& b) {
                return a.newestAt > b.newestAt;
            });
        return read(*found);
    }

    void advance(
        Place& place, const SearchBlocks::Range& range, const std::vector<SearchBlocks::Block>& found)
    {
        place.end = range.first;
        place.step = std::min(place.step * moreBlocks, mostBlocks);
        for (const SearchBlocks::Block& block : found) {
            if (block.room == range.room && block.number == range.first) {
                place.newestAt = block.newestAt;
            }
        }
        // What is newer than the window is only passed by.
        if (place.newestAt < m_window.endsAt()) {
            m_blocksTried += range.end - range.first;
        }
    }

    Result<void> read(const std::vector<SearchBlocks::Block>& blocks)
    {
        for (size_t begin = 0; begin < blocks.size(); begin += blocksRead) {
            if (!m_window.isOpenTo(blocks[begin].newestAt)
                || (m_messagesRead > m_bounds.messages && cut(blocks[begin].newestAt))) {
                return {};
            }
            const auto first = blocks.begin() + qint64(begin);
            const std::vector<SearchBlocks::Block> some(
                first, first + qint64(std::min(blocksRead, blocks.size() - begin)));
            const auto take = [this](Message&& message) {
                ++m_messagesRead;
                m_window.consider(std::move(message));
            };
            auto ok = m_blocks->messages(some, m_window.beginsAt(), m_window.endsAt(), take);
            if (!ok) {
                return ok;
            }
        }
        if (m_blocksTried > m_bounds.blocks || m_messagesRead > m_bounds.messages) {
            cut(0);
        }
        return {};
    }

    // Enough was looked at for one page: nothing up to `at`, nor what the rooms have left, is of this window.
    // False: it cannot end here.
    bool cut(qint64 at)
    {
        if (m_window.isFixed()) {
            return false;
        }
        for (const Place& place : m_places) {
            if (place.end > place.firstBlock) {
                at = std::max(at, place.newestAt);
            }
        }
        // Without any progress the next page would end at the same place.
        if (at == 0 || at + 1 >= m_window.endsAt()) {
            return false;
        }
        m_cut = at;
        return true;
    }

    void addExtents(SearchPage& page) const
    {
        for (const SearchHit& hit : page.hits) {
            const auto isThis = [&hit](const auto& of) { return of.room == hit.message.room; };
            if (std::any_of(page.extents.begin(), page.extents.end(), isThis)) {
                continue;
            }
            const auto place = std::find_if(m_places.begin(), m_places.end(), isThis);
            page.extents.push_back({place->room, place->head});
        }
    }

    Connection& m_connection;
    const std::unique_ptr<SearchBlocks> m_blocks;
    const SearchQuestion& m_question;
    const SqlMessageSearch::Bounds& m_bounds;
    SearchWindow m_window;
    const searchfilter::Positions m_positions;
    std::vector<Place> m_places;
    qint64 m_blocksTried = 0;
    qint64 m_messagesRead = 0;
    std::optional<qint64> m_cut;
    bool m_incomplete = false;
};

} // namespace

QCoro::Task<Result<SearchPage>> SqlMessageSearch::find(SearchQuestion question)
{
    return awaited(m_readers.run(
        [question = std::move(question), bounds = m_bounds](Connection& connection) -> Result<SearchPage> {
            const auto place = SearchPlace::decoded(question.after);
            if (!place) {
                return place.error();
            }
            return Search(connection, question, *place, bounds).run();
        }));
}

} // namespace madang::server
