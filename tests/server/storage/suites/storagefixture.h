#pragma once

#include "server/domain/accountrepository.h"
#include "server/domain/messagelog.h"
#include "server/domain/roomrepository.h"
#include "server/domain/sessionrepository.h"
#include "server/domain/userrepository.h"

#include <QtTest/QTest>

#include <QCoroTask>
#include <functional>
#include <memory>
#include <optional>

namespace madang::server {

// One empty store behind the ports, as an adapter's test makes it.
class StorageFixture {
public:
    virtual ~StorageFixture() = default;
    virtual AccountRepository& accounts() = 0;
    virtual SessionRepository& sessions() = 0;
    virtual KeyRepository& keys() = 0;
    virtual UserRepository& users() = 0;
    virtual RoomRepository& rooms() = 0;
    virtual MessageLog& log() = 0;
    // Closes it and opens it again on the same data.
    virtual void restart() = 0;
};
using StorageFactory = std::function<std::unique_ptr<StorageFixture>()>;

// QCoro::waitFor() wants a result that can be made of nothing.
template <class T> QCoro::Task<> awaitInto(QCoro::Task<Result<T>> task, std::optional<Result<T>>& result)
{
    result.emplace(co_await task);
}

template <class T> Result<T> await(QCoro::Task<Result<T>> task)
{
    std::optional<Result<T>> result;
    QCoro::waitFor(awaitInto(std::move(task), result));
    return std::move(*result);
}

template <class T> QString describe(const Result<T>& result)
{
    return result ? QString() : QString::number(int(result.error().code)) % u' ' % result.error().message;
}

// A living person; the handle also makes the name.
inline User addUser(StorageFixture& store, const QString& handle)
{
    User user;
    user.id = UserId::create();
    user.handle = handle;
    user.name = handle;
    user.createdAt = 1'000;
    auto created = await(store.accounts().create({user, "hash"}));
    if (!created) {
        qFatal("cannot create %s: %s", qPrintable(handle), qPrintable(created.error().message));
    }
    return *created;
}

// A group of these people; the first one owns it.
inline RoomId addGroup(StorageFixture& store, const std::vector<UserId>& users, qint64 at = 2'000)
{
    Room room;
    room.id = RoomId::create();
    room.title = QStringLiteral("group");
    room.capacity = 100;
    room.createdAt = at;
    std::vector<Member> members;
    for (const UserId user : users) {
        members.push_back(
            {user, members.empty() ? Role::Owner : Role::Member, 0, at + qint64(members.size()), false});
    }
    auto created = await(store.rooms().createGroup(room, members, users.front(), QUuid()));
    if (!created) {
        qFatal("cannot create a group: %s", qPrintable(created.error().message));
    }
    return created->state.room.id;
}

} // namespace madang::server

// Stops a test that would go on with a failed result. Both evaluate the result once.
#define VERIFY_OK(result)                                                                                    \
    do {                                                                                                     \
        const auto& verifiedResult = (result);                                                               \
        QVERIFY2(verifiedResult.ok(), qPrintable(madang::server::describe(verifiedResult)));                 \
    } while (false)
#define COMPARE_ERROR(result, expected)                                                                      \
    do {                                                                                                     \
        const auto& refusedResult = (result);                                                                \
        QVERIFY(!refusedResult.ok());                                                                        \
        QCOMPARE(int(refusedResult.error().code), int(expected));                                            \
    } while (false)
