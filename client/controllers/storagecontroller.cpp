#include "client/controllers/storagecontroller.h"

#include "client/stores/copykeeper.h"
#include "client/stores/messagestore.h"

namespace madang::client {

StorageController::StorageController(CopyKeeper& copy, MessageStore& messages, QObject* parent)
    : QObject(parent)
    , m_copy(copy)
    , m_messages(messages)
{
}

qint64 StorageController::messages() const
{
    return m_messages.held().count();
}

qint64 StorageController::bytesMost() const
{
    return m_messages.held().bounds().bytes;
}

void StorageController::refresh()
{
    if (!m_busy)
        measure();
}

void StorageController::clear()
{
    if (m_busy)
        return;
    m_copy.clear();
    measure();
}

QCoro::Task<void> StorageController::measure()
{
    m_busy = true;
    Q_EMIT changed();
    m_bytes = co_await m_copy.size();
    m_busy = false;
    Q_EMIT changed();
}

} // namespace madang::client
