#pragma once

#include <QtCore/QObject>
#include <functional>
#include <memory>

class QSocketNotifier;

namespace madang::server {

// SIGTERM and SIGINT as calls on the main thread. One at a time may exist, since signals are the process's.
class SignalWatch {
public:
    // `stop` is called once for each signal that comes.
    explicit SignalWatch(std::function<void()> stop);
    ~SignalWatch();
    SignalWatch(const SignalWatch&) = delete;
    SignalWatch& operator=(const SignalWatch&) = delete;

private:
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace madang::server
