#pragma once

#include <QCoroTask>
#include <optional>

namespace madang::test {

template <class T> QCoro::Task<> awaitInto(QCoro::Task<T>& task, std::optional<T>& result)
{
    result.emplace(co_await task);
}

// What the task comes to, with the event loop running meanwhile. Like QCoro::waitFor(), also for results that
// cannot be made of nothing.
template <class T> T await(QCoro::Task<T>& task)
{
    std::optional<T> result;
    QCoro::waitFor(awaitInto(task, result));
    return std::move(*result);
}
template <class T> T await(QCoro::Task<T>&& task)
{
    return await(task);
}

} // namespace madang::test
