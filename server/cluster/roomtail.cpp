#include "server/cluster/roomtail.h"

#include <algorithm>

namespace madang::server {

namespace {

constexpr qint64 kChunk = 512;

} // namespace

void SentTail::add(const std::vector<UserId>& senders)
{
    for (auto next = senders.begin(); next != senders.end();) {
        std::vector<UserId> filled;
        if (!m_chunks.empty() && qint64(m_chunks.back()->size()) < kChunk) {
            filled = *m_chunks.back();
            m_chunks.pop_back();
        }
        const auto some = std::min<qint64>(kChunk - qint64(filled.size()), senders.end() - next);
        filled.insert(filled.end(), next, next + some);
        m_chunks.push_back(std::make_shared<const std::vector<UserId>>(std::move(filled)));
        next += some;
        m_last += some;
    }
}

void SentTail::forget(qint64 seq)
{
    while (!m_chunks.empty() && m_after + qint64(m_chunks.front()->size()) <= seq) {
        m_after += qint64(m_chunks.front()->size());
        m_chunks.pop_front();
    }
}

qint64 SentTail::byOthers(UserId user, qint64 past) const
{
    qint64 others = 0;
    qint64 before = m_after; // of a chunk
    for (const Chunk& chunk : m_chunks) {
        const qint64 skipped = std::clamp<qint64>(past - before, 0, qint64(chunk->size()));
        others += std::count_if(chunk->begin() + skipped, chunk->end(),
            [user](UserId sender) { return sender != user && !sender.isNull(); });
        before += qint64(chunk->size());
    }
    return others;
}

} // namespace madang::server
