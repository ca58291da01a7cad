#pragma once

#include <QCoroFuture>
#include <QCoroTask>
#include <QtCore/QPromise>
#include <memory>
#include <mutex>
#include <optional>

namespace madang::server {

// One value on its way from whatever thread makes it to the coroutine that waits for it. The future only
// wakes; the value itself goes through a lock of the standard library, which the thread sanitizer sees,
// unlike those inside QFuture<T>.
template <class T> class Handover {
public:
    Handover() { m_put.start(); }
    Q_DISABLE_COPY_MOVE(Handover)

    // Once. Any thread.
    void put(T value)
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_value.emplace(std::move(value));
        }
        m_put.finish();
    }
    // Once. Goes on on the calling thread.
    static QCoro::Task<T> take(std::shared_ptr<Handover> handover)
    {
        const QFuture<void> there = handover->m_put.future();
        co_await there;
        const std::scoped_lock lock(handover->m_mutex);
        co_return std::move(*handover->m_value);
    }

private:
    std::mutex m_mutex;
    std::optional<T> m_value;
    QPromise<void> m_put;
};

} // namespace madang::server
