#pragma once

#include "client/cache/gramindex.h"

#include <QCoro/QCoroTask>

namespace madang::client {

class LocalCopy;

// Looks for messages in the local copy: what is held, whether there is a connection or not.
class CopySearch {
public:
    explicit CopySearch(LocalCopy& copy)
        : m_copy(copy)
    {
    }
    // Newest first; the next page begins before the last one's sentAt. Empty where the copy is closed.
    [[nodiscard]] QCoro::Task<QList<CopyHit>> find(CopyQuery query);

private:
    LocalCopy& m_copy;
};

} // namespace madang::client
