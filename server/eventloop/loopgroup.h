#pragma once

#include "server/eventloop/loopthread.h"

#include <functional>
#include <memory>
#include <vector>

namespace madang::server {

// The loops of a server, one per core. Which room or session lives where is a matter of its key.
class LoopGroup {
public:
    // 0: as many as the machine has cores.
    explicit LoopGroup(int count = 0);
    ~LoopGroup();

    void start();
    // As LoopThread::stop(), one after the other; `cleanup` runs on each.
    void stop(const std::function<void(LoopThread&)>& cleanup = {});

    [[nodiscard]] int size() const noexcept { return int(m_loops.size()); }
    [[nodiscard]] LoopThread& at(int index) { return *m_loops[size_t(index)]; }
    // The loop of whatever has this id: always the same, all equally likely.
    [[nodiscard]] LoopThread& forKey(quint64 key) { return at(indexOf(key)); }
    [[nodiscard]] int indexOf(quint64 key) const noexcept;

private:
    std::vector<std::unique_ptr<LoopThread>> m_loops;
};

} // namespace madang::server
