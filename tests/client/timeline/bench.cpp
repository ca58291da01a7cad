// What the timeline costs: 100,000 messages, scrolled from the end into the past at some pixels a frame.
// Prints how long a frame takes, by the time that the program itself was running and by the clock, which on a
// machine with other work also counts that, and the memory.
//   madang-bench-timeline [--messages N] [--frames N] [--step PIXELS]...
#include "tests/client/qml/setup.h"

#include <QAbstractListModel>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QEvent>
#include <QFile>
#include <QGuiApplication>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickWindow>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <memory>
#include <vector>

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 minuteMs = 60'000;

// Messages that are worked out when they are asked for, the newest first: as many as one likes in no memory.
class ManyMessages : public QAbstractListModel {
    Q_OBJECT
    Q_PROPERTY(int count READ countRows CONSTANT)

public:
    explicit ManyMessages(int count)
        : m_count(count)
    {
    }
    [[nodiscard]] int countRows() const { return m_count; }
    [[nodiscard]] int rowCount(const QModelIndex& = {}) const override { return m_count; }
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override
    {
        QHash<int, QByteArray> names;
        int role = Qt::UserRole;
        for (const char* name : {"seq", "clientId", "senderId", "senderName", "hueIndex", "initial", "mine",
                 "text", "sentAt", "edited", "deleted", "delivery", "firstOfGroup", "lastOfGroup", "dayStart",
                 "unreadLine", "kind", "canEdit", "canDelete", "failReason", "format", "markup", "blocks",
                 "emoji", "quote", "reactions", "pinned", "forwardedFrom"})
            names.insert(++role, name);
        return names;
    }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override
    {
        const int i = m_count - index.row(); // its seq
        const bool mine = i % 4 == 1;
        switch (role - Qt::UserRole) {
        case 1:
            return i;
        case 4:
            return i % 3 ? u"Mina"_s : u"이준호"_s;
        case 5:
            return i % 8;
        case 6:
            return u"M"_s;
        case 7:
            return mine;
        case 8:
            return words(i);
        case 9:
            return 1'760'000'000'000 + i * minuteMs;
        case 12:
            return mine ? u"read"_s : QString();
        case 13:
            return i % 3 == 0 || i % 4 < 2;
        case 15:
            return i % 1440 == 0;
        case 17:
            return u"text"_s;
        case 21:
            return u"plain"_s;
        case 24:
            return 0;
        case 27:
        case 10:
        case 11:
        case 14:
        case 16:
        case 18:
        case 19:
            return false;
        default:
            return QString();
        }
    }

private:
    static QString words(int i)
    {
        const QString latin = u"See you at the gate, and bring the map this time. "_s;
        const QString hangul = u"내일 아침 일곱 시에 우이역 2번 출구에서 봐요. "_s;
        return (i % 2 ? latin : hangul).repeated(1 + (i * 7919) % 9 / 3 + (i % 41 == 0 ? 12 : 0));
    }
    int m_count;
};

double residentMb(const char* what)
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray all = status.readAll();
    return all.mid(all.indexOf(what)).split('\n').first().simplified().split(' ').value(1).toDouble() / 1024;
}

// Of the thread that paints, ms; by the clock where the system does not tell.
double runningMs()
{
#ifdef Q_OS_UNIX
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
#else
    return double(std::chrono::steady_clock::now().time_since_epoch() / std::chrono::nanoseconds(1)) / 1e6;
#endif
}

// Of frames, ms, sorted.
struct Times {
    std::vector<double> running;
    std::vector<double> clock;
};

double part(const std::vector<double>& sorted, double share)
{
    return sorted.at(size_t(share * double(sorted.size() - 1)));
}

// Times what the program does from the moment that a frame is asked of it until it is swapped: giving rows
// their places, synchronising, painting.
class Frames : public QObject {
public:
    explicit Frames(QQuickWindow& window)
        : m_window(window)
    {
        window.installEventFilter(this);
        connect(
            &window, &QQuickWindow::frameSwapped, this, [this] { swapped(); }, Qt::DirectConnection);
    }
    // Scrolls with every frame.
    Times scroll(QObject& view, double step, size_t frames)
    {
        m_times = {};
        while (m_times.clock.size() < frames) {
            const size_t before = m_times.clock.size();
            QMetaObject::invokeMethod(&view, "scrollBy", Q_ARG(double, step));
            while (m_times.clock.size() == before)
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        }
        std::sort(m_times.clock.begin(), m_times.clock.end());
        std::sort(m_times.running.begin(), m_times.running.end());
        return m_times;
    }

protected:
    bool eventFilter(QObject* object, QEvent* event) override
    {
        if (object == &m_window && event->type() == QEvent::UpdateRequest) {
            m_timer.start();
            m_begun = runningMs();
        }
        return false;
    }

private:
    void swapped()
    {
        if (m_timer.isValid()) {
            m_times.clock.push_back(double(m_timer.nsecsElapsed()) / 1e6);
            m_times.running.push_back(runningMs() - m_begun);
        }
        m_timer.invalidate();
    }
    QQuickWindow& m_window;
    QElapsedTimer m_timer;
    double m_begun = 0;
    Times m_times;
};

void print(const QString& step, const char* what, const std::vector<double>& sorted)
{
    constexpr double longMs = 16;
    std::printf("%4s px a frame, ms %s: p50 %.2f, p99 %.2f, max %.2f; longer than 16: %td\n",
        qPrintable(step), what, part(sorted, 0.5), part(sorted, 0.99), sorted.back(),
        sorted.end() - std::upper_bound(sorted.begin(), sorted.end(), longMs));
}

constexpr const char* source
    = "import QtQuick\n"
      "import Madang.Panes\n"
      "import Madang.Theme\n"
      "Window {\n"
      "    required property var rows\n"
      "    property var view: timeline.list\n"
      "    width: 868; height: 820; visible: true; color: Theme.page\n"
      "    Timeline {\n"
      "        id: timeline\n"
      "        anchors.fill: parent\n"
      "        today: new Date()\n"
      "        conversation: QtObject {\n"
      "            property var timeline: rows\n"
      "            property string roomId: 'r'; property string kind: 'group'\n"
      "            property bool hasOlder: false; property bool hasNewer: false; property bool loading: "
      "false\n"
      "            property bool loadingOlder: false; property bool loadingNewer: false\n"
      "            property bool olderOutOfReach: false; property bool viewAtEnd: true; property bool "
      "canGoBack: false; property int unreadBelow: "
      "0\n"
      "            signal jumpTo(int index, real seq)\n"
      "            signal heard(string sender, string text, int count)\n"
      "            function markRead(seq) {}\n"
      "        }\n"
      "    }\n"
      "}\n";

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QUICK_BACKEND", "software");
    QGuiApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOption({u"messages"_s, u"How many there are"_s, u"count"_s, u"100000"_s});
    parser.addOption({u"frames"_s, u"How many are measured for each step"_s, u"count"_s, u"3000"_s});
    parser.addOption({u"step"_s, u"Pixels a frame; may be given again"_s, u"pixels"_s});
    parser.process(application);
    QStringList steps = parser.values(u"step"_s);
    if (steps.isEmpty())
        steps = QStringList{u"12"_s, u"300"_s};

    ManyMessages messages(parser.value(u"messages"_s).toInt());
    QQmlEngine engine;
    QmlSetup setup;
    setup.prepare(&engine);
    setup.speak(u"en"_s);
    QQmlComponent component(&engine);
    component.setData(source, QUrl());
    const std::unique_ptr<QObject> root(
        component.createWithInitialProperties({{u"rows"_s, QVariant::fromValue<QObject*>(&messages)}}));
    auto* window = qobject_cast<QQuickWindow*>(root.get());
    if (!window)
        qFatal("%s", qPrintable(component.errorString()));
    auto* view = window->property("view").value<QObject*>();
    Frames frames(*window);
    frames.scroll(*view, 1, 60);
    const double before = residentMb("VmRSS:");
    std::printf("%d messages, %d frames each, %s, software renderer\n", messages.countRows(),
        parser.value(u"frames"_s).toInt(), qPrintable(QGuiApplication::platformName()));
    for (const QString& step : std::as_const(steps)) {
        const Times times = frames.scroll(*view, step.toDouble(), parser.value(u"frames"_s).toULong());
        print(step, "running", times.running);
        print(step, "by the clock", times.clock);
    }
    std::printf("memory: %.0f MB before, %.0f MB at the peak\n", before, residentMb("VmHWM:"));
    return 0;
}

#include "bench.moc"
