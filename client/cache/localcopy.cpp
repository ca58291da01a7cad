#include "client/cache/localcopy.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QDir>
#include <QtCore/QLoggingCategory>

namespace madang::client {

namespace {
Q_LOGGING_CATEGORY(lcCopy, "madang.copy")
constexpr int gatherMs = 50;
constexpr int againMs = 30'000;
constexpr qsizetype asideFiles = 3; // of one copy, with what belongs to its write-ahead log

// Old set-aside copies are of no use: what they held was fetched again. One stays, to be looked into, but
// not past the account itself.
void removeAsides(const QString& path, qsizetype keep)
{
    const QFileInfo file(path);
    const QDir folder = file.dir();
    QStringList asides = folder.entryList(
        {file.fileName() % QLatin1String(".corrupt-*"), file.fileName() % QLatin1String(".newer-*")},
        QDir::Files, QDir::Time);
    for (qsizetype i = keep; i < asides.size(); ++i)
        QFile::remove(folder.filePath(asides.at(i)));
}
} // namespace

// Lives on the copy's thread.
struct LocalCopy::Worker : QObject {
    std::unique_ptr<CopyDatabase> file;

    // Whether a damaged file had to be begun anew.
    bool mend()
    {
        if (!file || file->lastTrouble() != SqliteFile::Trouble::Corrupt)
            return false;
        if (!file->startAnew(QStringLiteral("corrupt")))
            qCWarning(lcCopy) << "no new copy can be made";
        removeAsides(file->path(), asideFiles);
        file->forgetTrouble();
        return true;
    }

    bool write(const std::vector<Write>& writes)
    {
        file->forgetTrouble();
        SqliteFile::Transaction transaction(*file);
        for (const Write& one : writes) {
            if (!one(*file))
                return false;
        }
        if (!transaction.commit())
            return false;
        workSoon();
        return true;
    }

    // The index is worked on in steps between which whoever reads gets a turn.
    void workSoon()
    {
        if (std::exchange(isWorkPlanned, true))
            return;
        QMetaObject::invokeMethod(
            this,
            [this] {
                isWorkPlanned = false;
                if (!file || !file->isOpen() || !file->hasWork())
                    return;
                SqliteFile::Transaction transaction(*file);
                if (file->work() && transaction.commit())
                    workSoon();
            },
            Qt::QueuedConnection);
    }

    bool isWorkPlanned = false;
};

LocalCopy::LocalCopy(QString folder, QObject* parent)
    : QObject(parent)
    , m_folder(std::move(folder))
    , m_worker(std::make_unique<Worker>())
{
    m_thread.setObjectName(QStringLiteral("copy"));
    m_worker->moveToThread(&m_thread);
    m_soon.setSingleShot(true);
    m_soon.setInterval(gatherMs);
    connect(&m_soon, &QTimer::timeout, this, &LocalCopy::flush);
    m_again.setSingleShot(true);
    m_again.setInterval(againMs);
    connect(&m_again, &QTimer::timeout, this, &LocalCopy::tryAgain);
    m_thread.start(QThread::LowPriority);
}

LocalCopy::~LocalCopy()
{
    close();
    // The thread ends only after all that was posted to it.
    QMetaObject::invokeMethod(
        m_worker.get(), [this] { m_thread.quit(); }, Qt::QueuedConnection);
    m_thread.wait();
}

QString LocalCopy::pathOf(const QString& folder, const QString& account)
{
    const QByteArray hash = QCryptographicHash::hash(account.toUtf8(), QCryptographicHash::Sha256);
    return folder % QLatin1String("/copies/") % QString::fromLatin1(hash.toHex().first(24))
        % QLatin1String(".sqlite");
}

void LocalCopy::run(std::function<void(Worker&)> job)
{
    QMetaObject::invokeMethod(
        m_worker.get(), [worker = m_worker.get(), job = std::move(job)] { job(*worker); },
        Qt::QueuedConnection);
}

void LocalCopy::open(const QString& account, std::function<void(CachedState)> then)
{
    close();
    const QString path = pathOf(m_folder, account);
    m_state = State::Open;
    run([path](Worker& worker) {
        QDir().mkpath(QFileInfo(path).path());
        worker.file = std::make_unique<CopyDatabase>(path);
        if (!worker.file->open())
            qCWarning(lcCopy).noquote() << "no copy:" << worker.file->errorText();
        removeAsides(path, asideFiles);
        worker.workSoon();
    });
    read<CachedState>([](CopyDatabase& file) { return file.readState(); }, std::move(then));
}

void LocalCopy::close()
{
    if (m_state == State::Closed)
        return;
    flush();
    m_soon.stop();
    m_again.stop();
    ++m_turn;
    m_state = State::Closed;
    run([](Worker& worker) { worker.file.reset(); });
    const auto waiting = std::exchange(m_waiting, {});
    // The thread may be at work on the value of any of them.
    for (const auto& [id, one] : waiting)
        one.without();
}

void LocalCopy::erase()
{
    if (m_state == State::Closed)
        return;
    m_gathered.clear();
    run([](Worker& worker) {
        if (!worker.file)
            return;
        worker.file->erase();
        removeAsides(worker.file->path(), 0);
    });
    close();
}

void LocalCopy::write(Write write)
{
    if (!isOpen())
        return;
    m_gathered.push_back(std::move(write));
    if (!m_soon.isActive())
        m_soon.start();
}

void LocalCopy::flush()
{
    m_soon.stop();
    if (m_gathered.empty() || !isOpen())
        return;
    const auto writes = std::make_shared<std::vector<Write>>(std::exchange(m_gathered, {}));
    run([this, writes, turn = m_turn](Worker& worker) {
        if (!worker.file || !worker.file->isOpen() || worker.write(*writes))
            return;
        // The transaction is undone, so the file is whole, and older than is thought.
        if (worker.mend()) {
            QMetaObject::invokeMethod(
                this,
                [this, turn] {
                    if (turn == m_turn)
                        begunAnew({});
                },
                Qt::QueuedConnection);
            return;
        }
        QMetaObject::invokeMethod(
            this,
            [this, turn] {
                if (turn == m_turn)
                    stop();
            },
            Qt::QueuedConnection);
    });
}

void LocalCopy::post(Job job, std::function<void()> then, std::function<void()> without)
{
    if (!isOpen()) {
        QMetaObject::invokeMethod(this, std::move(without), Qt::QueuedConnection);
        return;
    }
    flush();
    const quint64 id = ++m_asked;
    m_waiting.emplace(id, Waiting{std::move(then), std::move(without)});
    run([this, id, turn = m_turn, job = std::move(job)](Worker& worker) {
        bool anew = false;
        if (worker.file && worker.file->isOpen()) {
            worker.file->forgetTrouble();
            job(*worker.file);
            anew = worker.mend();
        }
        QMetaObject::invokeMethod(
            this,
            [this, id, turn, anew] {
                if (anew && turn == m_turn)
                    begunAnew({});
                const auto found = m_waiting.find(id);
                if (found == m_waiting.end())
                    return;
                const Waiting answer = std::move(found->second);
                m_waiting.erase(found);
                // What was read of a damaged file is not there any more.
                anew ? answer.without() : answer.then();
            },
            Qt::QueuedConnection);
    });
}

void LocalCopy::stop()
{
    if (!isOpen())
        return;
    qCWarning(lcCopy) << "the copy cannot be written to; going on without it";
    m_state = State::Stopped;
    m_gathered.clear();
    m_soon.stop();
    m_again.start();
    Q_EMIT stopped();
}

void LocalCopy::tryAgain()
{
    const auto state = std::make_shared<std::optional<CachedState>>();
    run([this, state, turn = m_turn](Worker& worker) {
        const std::vector<Write> probe{[](CopyDatabase& file) {
            return file.run(QStringLiteral("INSERT OR REPLACE INTO mark VALUES ('probe', 1)"));
        }};
        if (worker.file && worker.file->isOpen() && worker.write(probe))
            *state = worker.file->readState();
        QMetaObject::invokeMethod(
            this,
            [this, state, turn] {
                if (turn != m_turn || m_state != State::Stopped)
                    return;
                if (!*state) {
                    m_again.start();
                    return;
                }
                m_state = State::Open;
                begunAnew(**state);
            },
            Qt::QueuedConnection);
    });
}

void LocalCopy::begunAnew(const CachedState& state)
{
    m_gathered.clear(); // thought of what is no longer there
    Q_EMIT reopened(state);
}

} // namespace madang::client
