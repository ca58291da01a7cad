#pragma once

#include <QtCore/QSocketNotifier>
#include <memory>

namespace madang::client {

// Makes SIGTERM and SIGINT quit the event loop, so that drafts and the window's place are kept when a
// desktop session ends. One at a time; without effect where there are no such signals.
class QuitSignals {
public:
    QuitSignals();
    ~QuitSignals();

private:
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace madang::client
