#include "client/stores/copysearch.h"

#include "client/cache/localcopy.h"
#include "client/net/answer.h"

namespace madang::client {

QCoro::Task<QList<CopyHit>> CopySearch::find(CopyQuery query)
{
    using Hits = QList<CopyHit>;
    Answer<Hits> answer;
    m_copy.read<Hits>([query](CopyDatabase& file) { return file.find(query); },
        [answer](Hits hits) mutable { answer.give(std::move(hits)); });
    const Hits hits = co_await answer;
    co_return hits;
}

} // namespace madang::client
