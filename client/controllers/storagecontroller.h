#pragma once

#include <QtCore/QObject>
#ifndef Q_MOC_RUN // moc of Qt 6.4 cannot read <concepts>
#include <QCoro/QCoroTask>
#endif

namespace madang::client {

class CopyKeeper;
class MessageStore;

// How much of this account lies on this computer, and giving it up. What was typed and not sent is not
// counted, and stays.
class StorageController : public QObject {
    Q_OBJECT
    // Of the local copy on disk; -1 until refresh() was answered.
    Q_PROPERTY(qint64 bytes READ bytes NOTIFY changed)
    // Held in it.
    Q_PROPERTY(qint64 messages READ messages NOTIFY changed)
    // Past this many bytes the oldest messages go by themselves.
    Q_PROPERTY(qint64 bytesMost READ bytesMost CONSTANT)
    Q_PROPERTY(bool busy READ isBusy NOTIFY changed)

public:
    StorageController(CopyKeeper& copy, MessageStore& messages, QObject* parent = nullptr);

    [[nodiscard]] qint64 bytes() const { return m_bytes; }
    [[nodiscard]] qint64 messages() const;
    [[nodiscard]] qint64 bytesMost() const;
    [[nodiscard]] bool isBusy() const { return m_busy; }

    Q_INVOKABLE void refresh();
    // Deletes what can be fetched again.
    Q_INVOKABLE void clear();

Q_SIGNALS:
    void changed();

private:
    QCoro::Task<void> measure();

    CopyKeeper& m_copy;
    MessageStore& m_messages;
    qint64 m_bytes = -1;
    bool m_busy = false;
};

} // namespace madang::client
