#pragma once

#include <QtCore/qglobal.h>

#ifdef Q_OS_LINUX

#include <QtCore/QSocketNotifier>
#include <array>
#include <span>
#include <sys/epoll.h>
#include <vector>

namespace madang::server {

// The socket notifiers of one thread and the epoll set that watches for them. Level-triggered. One thread.
//
// epoll_ctl is put off until sync(), so that a notifier that is switched on and off between two waits costs
// nothing. Each entry carries a tag (its generation), since a descriptor that is closed and opened again is
// another one.
class EpollSet {
public:
    EpollSet();
    ~EpollSet();
    EpollSet(const EpollSet&) = delete;
    EpollSet& operator=(const EpollSet&) = delete;

    // False where the system gave no descriptor.
    [[nodiscard]] bool isUsable() const noexcept { return m_epoll >= 0; }
    void add(QSocketNotifier* notifier);
    void remove(QSocketNotifier* notifier);
    void clear();
    // A descriptor of the dispatcher's own; wait() tells when it is readable.
    [[nodiscard]] bool watch(int descriptor);

    // Tells the kernel what changed. Then: whether wait() must not block, since something is ready that epoll
    // cannot see (regular files are always ready, as poll(2) has it).
    [[nodiscard]] bool sync();
    // Longest wait, in ms, that leaves no failed registration untried; -1: any.
    [[nodiscard]] int retryMs() const noexcept { return m_failed.empty() ? -1 : 1000; }

    static constexpr int kBatch = 256;
    struct Batch {
        std::array<epoll_event, kBatch> events;
        int count = 0;
        quint32 wait = 0;
        bool ownReadable = false; // the descriptor given to watch()
    };
    void wait(int timeoutMs, Batch& batch);
    // Sends the batch's events to their notifiers; how many. What a nested wait made stale is dropped:
    // level-triggered, the kernel will say it again.
    int deliver(const Batch& batch);

private:
    struct Entry {
        std::array<QSocketNotifier*, 3> notifiers{};
        std::array<quint32, 3> since{}; // number of the last wait before it was added
        quint32 generation = 0;
        quint32 installedGeneration = 0;
        quint32 installed = 0; // events that the kernel watches for, as far as we know
        bool dirty = false;
        bool alwaysReady = false;
    };

    void install(int descriptor);
    void markDirty(int descriptor);
    void rebuild(int ghost);
    bool send(int descriptor, int type, quint32 wait);
    [[nodiscard]] static quint32 wanted(const Entry& entry) noexcept;
    [[nodiscard]] static epoll_event eventFor(int descriptor, const Entry& entry) noexcept;

    int m_epoll = -1;
    int m_own = -1;
    quint32 m_wait = 0; // number of the last wait
    std::vector<Entry> m_entries; // by descriptor: the system hands out the lowest free numbers
    std::vector<int> m_dirty;
    std::vector<int> m_failed;
    std::vector<int> m_alwaysReady;
};

} // namespace madang::server

#endif
