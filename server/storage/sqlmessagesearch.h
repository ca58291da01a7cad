#pragma once

#include "server/domain/messagesearch.h"

namespace madang::server {

class ReaderPool;

// Looks at the filters of all blocks in the asker's rooms, the newest first and ever more at a time, and
// reads the messages of those that may fit; and at what is not indexed yet, message by message. It ends as
// soon as nothing older can be among what is shown.
class SqlMessageSearch final : public MessageSearch {
public:
    struct Bounds {
        int window = 100; // messages that are put in order by how well they fit
        int blocks = 60'000; // filters that are tried for a page
        int messages = 6'000; // that are read for it because their filters let them
        int tail = 2'000; // that are read because they are not indexed yet
    };

    explicit SqlMessageSearch(ReaderPool& readers)
        : SqlMessageSearch(readers, Bounds())
    {
    }
    SqlMessageSearch(ReaderPool& readers, Bounds bounds)
        : m_readers(readers)
        , m_bounds(bounds)
    {
    }
    QCoro::Task<Result<SearchPage>> find(SearchQuestion question) override;

private:
    ReaderPool& m_readers;
    const Bounds m_bounds;
};

} // namespace madang::server
