#include "shared/core/uniquefunction.h"

#include <QtTest/QTest>
#include <array>
#include <memory>

using namespace madang;

static_assert(!std::is_copy_constructible_v<UniqueFunction<void()>>);
static_assert(std::is_nothrow_move_constructible_v<UniqueFunction<void()>>);

class TestUniqueFunction : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void holdsWhatCanOnlyBeMoved()
    {
        auto number = std::make_unique<int>(41);
        UniqueFunction<int(int)> add = [number = std::move(number)](int more) { return *number + more; };
        UniqueFunction<int(int)> moved = std::move(add);
        QCOMPARE(moved(1), 42);
    }

    void knowsWhetherItIsEmpty()
    {
        UniqueFunction<void()> none;
        QVERIFY(!none);
        none = [] {};
        QVERIFY(bool(none));
        none = nullptr;
        QVERIFY(!none);
    }

    void keepsItsStateBetweenCalls()
    {
        UniqueFunction<int()> count = [n = 0]() mutable { return ++n; };
        QCOMPARE(count(), 1);
        QCOMPARE(count(), 2);
    }

    void letsGoOfWhatItHeld()
    {
        auto shared = std::make_shared<int>(1);
        {
            UniqueFunction<void()> holder = [shared] {};
            QCOMPARE(shared.use_count(), 2);
            holder = nullptr;
            QCOMPARE(shared.use_count(), 1);
        }
        UniqueFunction<void()> holder = [shared] {};
        holder = [] {};
        QCOMPARE(shared.use_count(), 1);
    }

    void forwardsArguments()
    {
        UniqueFunction<std::unique_ptr<int>(std::unique_ptr<int>)> pass = [](std::unique_ptr<int> p) {
            ++*p;
            return p;
        };
        QCOMPARE(*pass(std::make_unique<int>(1)), 2);
        int seen = 0;
        UniqueFunction<void(int&)> write = [](int& target) { target = 5; };
        write(seen);
        QCOMPARE(seen, 5);
    }

    void takesMemberPointersAndFunctions()
    {
        UniqueFunction<int(const std::array<int, 3>&)> size
            = [](const std::array<int, 3>& a) { return int(a.size()); };
        QCOMPARE(size({}), 3);
        struct Point {
            int x = 9;
        };
        UniqueFunction<int(const Point&)> x = &Point::x;
        QCOMPARE(x(Point{}), 9);
    }
};

QTEST_APPLESS_MAIN(TestUniqueFunction)
#include "tst_uniquefunction.moc"
