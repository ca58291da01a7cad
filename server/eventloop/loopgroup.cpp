#include "server/eventloop/loopgroup.h"

#include <QtCore/QThread>
#include <algorithm>

namespace madang::server {

LoopGroup::LoopGroup(int count)
{
    const int loops = count > 0 ? count : std::max(1, QThread::idealThreadCount());
    m_loops.reserve(size_t(loops));
    for (int i = 0; i < loops; ++i)
        m_loops.push_back(std::make_unique<LoopThread>(i));
}

LoopGroup::~LoopGroup()
{
    stop();
}

void LoopGroup::start()
{
    for (auto& loop : m_loops)
        loop->start();
}

void LoopGroup::stop(const std::function<void(LoopThread&)>& cleanup)
{
    for (auto& loop : m_loops) {
        loop->stop([&cleanup, &loop] {
            if (cleanup)
                cleanup(*loop);
        });
    }
}

int LoopGroup::indexOf(quint64 key) const noexcept
{
    // Ids begin with a time and end with few random bits, so they are mixed first (SplitMix64's finaliser).
    key = (key ^ (key >> 30)) * 0xBF58'476D'1CE4'E5B9U;
    key = (key ^ (key >> 27)) * 0x94D0'49BB'1331'11EBU;
    key ^= key >> 31;
    return int(key % quint64(m_loops.size()));
}

} // namespace madang::server
