#pragma once

#include "server/domain/message.h"

#include <map>
#include <set>
#include <vector>

namespace madang::server {

// Puts the changes of one room in the order of their rev. Where several servers append to a room, each hears
// of them by more than one way, twice or not at all; told they are once and in order.
class ChangeOrder {
public:
    // So many changes are kept that came too early; whoever fills the hole has the others from the log.
    static constexpr size_t keptMost = 500;

    explicit ChangeOrder(Head told = {})
        : m_told(told)
    {
    }

    // How far the room was told.
    [[nodiscard]] Head told() const noexcept { return m_told; }
    // Whether a later change waits for one that has not come.
    [[nodiscard]] bool hasHole() const noexcept { return m_known > m_told.rev; }

    // Takes a change and calls `tell(message, created)` for each that is next now.
    template <class Tell> void arrive(Message message, const Tell& tell)
    {
        if (message.rev <= m_told.rev)
            return;
        if (message.rev > m_told.rev + 1) {
            const qint64 rev = message.rev;
            m_known = std::max(m_known, rev);
            if (m_waiting.size() < keptMost)
                m_waiting.try_emplace(rev, std::move(message));
            return;
        }
        next(message, tell);
        followUp(tell);
    }
    // Takes what the log has after told(): everything up to `rev`, ascending, each message as it was last
    // changed.
    template <class Tell> void fill(const std::vector<Message>& messages, qint64 rev, const Tell& tell)
    {
        for (const Message& message : messages) {
            if (message.rev > m_told.rev)
                next(message, tell);
        }
        m_told.rev = std::max(m_told.rev, rev);
        followUp(tell);
    }

private:
    template <class Tell> void next(const Message& message, const Tell& tell)
    {
        // Nobody has heard of a message past the last one, however often it was changed since; nor of one
        // that those after it overtook, because it was changed after they came.
        const bool created = message.seq > m_told.seq || m_overtaken.erase(message.seq) > 0;
        for (qint64 seq = m_told.seq + 1; seq < message.seq && m_overtaken.size() < keptMost; ++seq)
            m_overtaken.insert(m_overtaken.end(), seq);
        m_told = {std::max(m_told.seq, message.seq), message.rev};
        tell(message, created);
    }
    template <class Tell> void followUp(const Tell& tell)
    {
        while (!m_waiting.empty() && m_waiting.begin()->first <= m_told.rev + 1) {
            const Message message = std::move(m_waiting.extract(m_waiting.begin()).mapped());
            if (message.rev > m_told.rev)
                next(message, tell);
        }
        if (!hasHole())
            m_overtaken.clear(); // what has not come by now has expired
    }

    Head m_told;
    qint64 m_known = 0; // the last rev that has come
    std::map<qint64, Message> m_waiting; // by rev
    std::set<qint64> m_overtaken; // seqs before the last one that was told
};

} // namespace madang::server
