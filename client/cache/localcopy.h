#pragma once

#include <QtCore/QHash>
#include <QtCore/QObject>
#include <QtCore/QThread>
#include <QtCore/QTimer>
#ifndef Q_MOC_RUN // moc of Qt 6.4 cannot read <concepts>
#include "client/cache/copydatabase.h"
#endif
#include <functional>
#include <memory>

namespace madang::client {

// An account's local copy, in a file of its own, with a thread of its own: nothing here waits for the
// disk. What is written is gathered for a moment and lands in one transaction; what is read sees
// everything that was written before. Answers come as callbacks on the caller's thread, in order, and
// each exactly once: after close() with what an empty copy has.
//
// A copy that cannot be written (full disk) stops: nothing is read or written until it can be. A damaged
// one is set aside and begun anew. Both are told, since what was thought to be held is not.
class LocalCopy : public QObject {
    Q_OBJECT

public:
    enum class State { Closed, Open, Stopped };

    // folder: of the profile; the file is `<folder>/copies/<hash of the account>.sqlite`.
    explicit LocalCopy(QString folder, QObject* parent = nullptr);
    ~LocalCopy() override;

    [[nodiscard]] State state() const noexcept { return m_state; }
    [[nodiscard]] bool isOpen() const noexcept { return m_state == State::Open; }

    // Opens the copy of this account, and reads what a start needs.
    void open(const QString& account, std::function<void(CachedState)> then);
    // Writes what is gathered, answers who waits, and lets go of the file.
    void close();
    // Closes and deletes the file.
    void erase();

    using Write = std::function<bool(CopyDatabase&)>;
    // In the order of the calls; dropped where the copy is not open.
    void write(Write write);
    // Read after everything that was given to write().
    template <class T> void read(std::function<T(CopyDatabase&)> job, std::function<void(T)> then)
    {
        const auto value = std::make_shared<T>();
        post([job = std::move(job), value](CopyDatabase& file) { *value = job(file); },
            [then, value] { then(std::move(*value)); }, [then] { then(T()); });
    }
    // Begins what is gathered at once.
    void flush();

    // How long after a stop it is tried again.
    void setRetryMs(int ms) { m_again.setInterval(ms); }

    // Where an account's copy lies.
    [[nodiscard]] static QString pathOf(const QString& folder, const QString& account);

Q_SIGNALS:
    // Nothing can be written any more; told once, until it can be again.
    void stopped();
    // What is held on disk is what `state` says, whatever was thought before: after a stop, or a file
    // that was begun anew.
    void reopened(const madang::client::CachedState& state);

private:
    struct Worker;
    using Job = std::function<void(CopyDatabase&)>;

    // `without`: the answer of an empty copy, where there is no other.
    void post(Job job, std::function<void()> then, std::function<void()> without);
    void run(std::function<void(Worker&)> job);
    void stop();
    void tryAgain();
    void begunAnew(const CachedState& state);

    QString m_folder;
    QThread m_thread;
    std::unique_ptr<Worker> m_worker;
    State m_state = State::Closed;
    quint64 m_turn = 0; // grows with open and close: what belongs to an earlier one has no say
    std::vector<Write> m_gathered;
    QTimer m_soon;
    QTimer m_again;
    quint64 m_asked = 0;
    struct Waiting {
        std::function<void()> then;
        std::function<void()> without;
    };
    std::map<quint64, Waiting> m_waiting;
};

} // namespace madang::client
