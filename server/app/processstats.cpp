#include "server/app/processstats.h"

#include "server/ops/metricstext.h"

#include <QtCore/QFile>
#ifdef Q_OS_UNIX
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace madang::server {

void addProcess(MetricsText& text)
{
#ifdef Q_OS_UNIX
    rusage usage = {};
    if (getrusage(RUSAGE_SELF, &usage) == 0) {
        const auto seconds
            = [](const timeval& time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
        text.counter("process_cpu_seconds_total", "Processor time, of user and system.",
            seconds(usage.ru_utime) + seconds(usage.ru_stime));
    }
#endif
#ifdef Q_OS_LINUX
    // proc(5): size and resident, in pages.
    if (QFile statm(QStringLiteral("/proc/self/statm")); statm.open(QIODevice::ReadOnly)) {
        const QList<QByteArray> sizes = statm.readAll().split(' ');
        if (sizes.size() > 1) {
            text.gauge("process_resident_memory_bytes", "Memory in use.",
                double(sizes[1].toLongLong() * sysconf(_SC_PAGESIZE)));
        }
    }
#endif
}

} // namespace madang::server
