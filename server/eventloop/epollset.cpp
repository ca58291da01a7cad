#include "server/eventloop/epollset.h"

#ifdef Q_OS_LINUX

#include "server/eventloop/logging.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QEvent>
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <unistd.h>
#include <utility>

namespace madang::server {

namespace {
constexpr std::array<quint32, 3> kAsked{EPOLLIN, EPOLLOUT, EPOLLPRI}; // in the order of QSocketNotifier::Type
// The kernel reports these two unasked; whoever watches the descriptor has to hear of them, else the loop
// spins.
constexpr quint32 kTrouble = EPOLLHUP | EPOLLERR;
constexpr quint64 kOwnTag = ~quint64(0);
} // namespace

EpollSet::EpollSet()
    : m_epoll(::epoll_create1(EPOLL_CLOEXEC))
{
    if (m_epoll < 0)
        qCCritical(lcEventLoop, "No epoll descriptor: %s", std::strerror(errno));
}

EpollSet::~EpollSet()
{
    if (m_epoll >= 0)
        ::close(m_epoll);
}

bool EpollSet::watch(int descriptor)
{
    m_own = descriptor;
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = kOwnTag;
    return ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, descriptor, &event) == 0;
}

void EpollSet::add(QSocketNotifier* notifier)
{
    const int descriptor = int(notifier->socket());
    const auto type = size_t(notifier->type());
    if (size_t(descriptor) >= m_entries.size())
        m_entries.resize(std::max(size_t(descriptor) + 1, m_entries.size() * 2));
    Entry& entry = m_entries[size_t(descriptor)];
    if (entry.notifiers[type] == notifier)
        return;
    if (entry.notifiers[type])
        qCWarning(
            lcEventLoop, "Two notifiers of one kind on descriptor %d: the later one serves", descriptor);
    // Nobody was watching, or the old watcher was forgotten: the number may stand for another file by now.
    if (wanted(entry) == 0 || entry.notifiers[type]) {
        ++entry.generation;
        entry.alwaysReady = false;
        std::erase(m_alwaysReady, descriptor);
    }
    entry.notifiers[type] = notifier;
    entry.since[type] = m_wait;
    markDirty(descriptor);
}

void EpollSet::remove(QSocketNotifier* notifier)
{
    const int descriptor = int(notifier->socket());
    if (descriptor < 0 || size_t(descriptor) >= m_entries.size())
        return;
    Entry& entry = m_entries[size_t(descriptor)];
    auto& place = entry.notifiers[size_t(notifier->type())];
    if (place != notifier)
        return;
    place = nullptr;
    markDirty(descriptor);
}

void EpollSet::clear()
{
    for (size_t i = 0; i < m_entries.size(); ++i) {
        m_entries[i].notifiers = {};
        if (m_entries[i].installed != 0)
            markDirty(int(i));
    }
}

void EpollSet::markDirty(int descriptor)
{
    Entry& entry = m_entries[size_t(descriptor)];
    if (!std::exchange(entry.dirty, true))
        m_dirty.push_back(descriptor);
}

quint32 EpollSet::wanted(const Entry& entry) noexcept
{
    quint32 events = 0;
    for (size_t type = 0; type < kAsked.size(); ++type) {
        if (entry.notifiers[type])
            events |= kAsked[type];
    }
    return events;
}

epoll_event EpollSet::eventFor(int descriptor, const Entry& entry) noexcept
{
    epoll_event event{};
    event.events = wanted(entry);
    event.data.u64 = (quint64(entry.generation) << 32) | quint32(descriptor);
    return event;
}

bool EpollSet::sync()
{
    for (const int descriptor : std::exchange(m_failed, {}))
        markDirty(descriptor);
    for (const int descriptor : m_dirty) {
        m_entries[size_t(descriptor)].dirty = false;
        install(descriptor);
    }
    m_dirty.clear();
    return !m_alwaysReady.empty();
}

void EpollSet::install(int descriptor)
{
    Entry& entry = m_entries[size_t(descriptor)];
    epoll_event event = eventFor(descriptor, entry);
    if (event.events == 0) {
        // Closed in the meantime, it left the set by itself: the kernel's ENOENT or EBADF is no news.
        if (entry.installed != 0)
            ::epoll_ctl(m_epoll, EPOLL_CTL_DEL, descriptor, nullptr);
        entry.installed = 0;
        if (std::exchange(entry.alwaysReady, false))
            std::erase(m_alwaysReady, descriptor);
        return;
    }
    if (entry.alwaysReady
        || (entry.installed == event.events && entry.installedGeneration == entry.generation))
        return;
    int operation = entry.installed != 0 ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
    int result = ::epoll_ctl(m_epoll, operation, descriptor, &event);
    // Our belief may be of an earlier file of this number, or of none.
    if (result != 0 && (errno == ENOENT || errno == EEXIST)) {
        operation = errno == ENOENT ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
        result = ::epoll_ctl(m_epoll, operation, descriptor, &event);
    }
    if (result == 0) {
        entry.installed = event.events;
        entry.installedGeneration = entry.generation;
        return;
    }
    entry.installed = 0;
    if (errno == EPERM) {
        qCWarning(lcEventLoop,
            "Descriptor %d is a regular file or the like, which is always ready: its notifiers run at every "
            "turn",
            descriptor);
        entry.alwaysReady = true;
        m_alwaysReady.push_back(descriptor);
    } else if (errno == EBADF) {
        qCWarning(lcEventLoop, "Descriptor %d is watched but not open", descriptor);
    } else {
        // ENOSPC: fs.epoll.max_user_watches; ENOMEM. Both may pass.
        qCCritical(lcEventLoop, "Descriptor %d cannot be watched now, tried again in a second: %s",
            descriptor, std::strerror(errno));
        m_failed.push_back(descriptor);
    }
}

void EpollSet::wait(int timeoutMs, Batch& batch)
{
    batch.wait = ++m_wait;
    batch.count = std::max(0, ::epoll_wait(m_epoll, batch.events.data(), kBatch, timeoutMs));
    int ghost = -1;
    for (int i = 0; i < batch.count; ++i) {
        const quint64 tag = batch.events[size_t(i)].data.u64;
        if (tag == kOwnTag) {
            batch.ownReadable = true;
            continue;
        }
        const auto descriptor = size_t(quint32(tag));
        if (descriptor >= m_entries.size() || m_entries[descriptor].installed == 0
            || m_entries[descriptor].installedGeneration != quint32(tag >> 32))
            ghost = int(descriptor);
    }
    if (ghost >= 0)
        rebuild(ghost);
}

// A descriptor was closed, but a copy of it lives on (dup, or a child process): its file is still in the set
// and can no longer be taken out by number. Only a new set is rid of it, else the loop would spin on its
// events.
void EpollSet::rebuild(int ghost)
{
    const int fresh = ::epoll_create1(EPOLL_CLOEXEC);
    if (fresh < 0) {
        qCCritical(lcEventLoop,
            "Descriptor %d haunts the epoll set, and there is no descriptor for a new one: %s", ghost,
            std::strerror(errno));
        return;
    }
    qCWarning(
        lcEventLoop, "Descriptor %d was closed while a copy of it is open: making the epoll set anew", ghost);
    ::close(std::exchange(m_epoll, fresh));
    if (m_own >= 0 && !watch(m_own))
        qCCritical(lcEventLoop, "Wake-ups cannot be watched: %s", std::strerror(errno));
    for (size_t i = 0; i < m_entries.size(); ++i) {
        if (m_entries[i].installed != 0) {
            m_entries[i].installed = 0;
            markDirty(int(i));
        }
    }
}

int EpollSet::deliver(const Batch& batch)
{
    int delivered = 0;
    for (int i = 0; i < batch.count && m_wait == batch.wait; ++i) {
        const epoll_event& event = batch.events[size_t(i)];
        const quint64 tag = event.data.u64;
        if (tag == kOwnTag)
            continue;
        const int descriptor = int(quint32(tag));
        if (size_t(descriptor) >= m_entries.size()
            || m_entries[size_t(descriptor)].generation != quint32(tag >> 32))
            continue;
        for (int type = 0; type < int(kAsked.size()) && m_wait == batch.wait; ++type) {
            if (event.events & (kAsked[size_t(type)] | kTrouble))
                delivered += send(descriptor, type, batch.wait);
        }
    }
    const auto alwaysReady = m_alwaysReady;
    for (const int descriptor : alwaysReady) {
        for (int type = 0; type < 2 && m_wait == batch.wait; ++type)
            delivered += send(descriptor, type, batch.wait);
    }
    return delivered;
}

bool EpollSet::send(int descriptor, int type, quint32 wait)
{
    // Looked up anew each time: the handler before this one may have removed or replaced it, and made the
    // table grow.
    const Entry& entry = m_entries[size_t(descriptor)];
    QSocketNotifier* const notifier = entry.notifiers[size_t(type)];
    if (!notifier || entry.since[size_t(type)] == wait)
        return false;
    QEvent event(QEvent::SockAct);
    QCoreApplication::sendEvent(notifier, &event);
    return true;
}

} // namespace madang::server

#endif
