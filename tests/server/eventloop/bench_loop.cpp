// How long a loop takes from a byte's arrival to the answer while many other sockets are open and quiet.
//   madang-bench-loop [epoll|qt] [open sockets] [messages]
// "qt" is what Qt would use by itself: GLib, or poll() with QT_NO_GLIB=1.
#include "server/eventloop/descriptorlimit.h"
#include "server/eventloop/dispatcher.h"

#include <QtCore/QAbstractEventDispatcher>
#include <QtCore/QCoreApplication>
#include <QtCore/QSocketNotifier>
#include <QtCore/QThread>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

int main(int argc, char** argv)
{
    using namespace std::chrono;
    const bool epoll = argc < 2 || qstrcmp(argv[1], "qt") != 0;
    const int sockets = argc > 2 ? std::atoi(argv[2]) : 9000;
    const int messages = argc > 3 ? std::atoi(argv[3]) : 5000;
    madang::server::raiseDescriptorLimit();
    if (epoll)
        QCoreApplication::setEventDispatcher(madang::server::makeDispatcher().release());
    QCoreApplication application(argc, argv);

    std::vector<int> far;
    std::vector<std::unique_ptr<QSocketNotifier>> notifiers;
    for (int i = 0; i < sockets; ++i) {
        int ends[2];
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
            std::perror("socketpair");
            return 1;
        }
        far.push_back(ends[1]);
        notifiers.push_back(std::make_unique<QSocketNotifier>(ends[0], QSocketNotifier::Read));
        QObject::connect(notifiers.back().get(), &QSocketNotifier::activated, [end = ends[0]] {
            char byte;
            if (::read(end, &byte, 1) == 1 && ::write(end, &byte, 1) != 1)
                std::abort();
        });
    }
    std::vector<double> micros;
    // The client has a thread of its own and blocks, so that only the loop under test is measured.
    std::unique_ptr<QThread> client(QThread::create([&] {
        for (int i = 0; i < messages; ++i) {
            const int end = far[size_t(i) * 7919 % far.size()];
            char byte = 'x';
            const auto start = steady_clock::now();
            if (::write(end, &byte, 1) != 1 || ::read(end, &byte, 1) != 1)
                std::abort();
            micros.push_back(duration<double, std::micro>(steady_clock::now() - start).count());
        }
    }));
    QObject::connect(client.get(), &QThread::finished, &application, &QCoreApplication::quit);
    client->start();
    application.exec();
    client->wait();
    std::sort(micros.begin(), micros.end());
    std::printf("%s: %d sockets, %d messages one at a time: median %.0f us, p99 %.0f us\n",
        epoll ? "epoll" : QAbstractEventDispatcher::instance()->metaObject()->className(), sockets, messages,
        micros[micros.size() / 2], micros[micros.size() * 99 / 100]);
    return 0;
}
