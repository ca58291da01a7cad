#include "client/net/rpcclient.h"
#include "shared/protocol/methods.h"
#include "tests/client/peer/peer.h"

#include <QtCore/QUrl>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace madang;
using namespace madang::client;
using namespace madang::client::test;

namespace {
template <class T> struct Outcome {
    bool done = false;
    std::optional<Result<T>> result;
};

template <class M>
QCoro::Task<void> ask(RpcClient& rpc, typename M::Params params, Outcome<typename M::Result>& outcome)
{
    outcome.result = co_await rpc.call<M>(std::move(params));
    outcome.done = true;
}

QCoro::Task<void> open(RpcClient& rpc, std::optional<bool>& opened)
{
    const Result<void> result = co_await rpc.open(QUrl(QStringLiteral("ws://x/ws")));
    opened = result.ok();
}

protocol::RoomRead::Params readParams(qint64 seq)
{
    protocol::RoomRead::Params params;
    params.room = RoomId(5);
    params.seq = seq;
    return params;
}
} // namespace

class TestRpcClient : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_peer = std::make_unique<Peer>();
        m_rpc = std::make_unique<RpcClient>(m_peer->factory()(), 300);
        std::optional<bool> opened;
        open(*m_rpc, opened);
        QTRY_VERIFY(opened);
        QVERIFY(*opened);
    }
    void cleanup()
    {
        m_rpc.reset();
        m_peer.reset();
    }

    void answersReachTheirRequestsInAnyOrder()
    {
        m_peer->on(QStringLiteral("room.read"), [](const QJsonObject&) { return Peer::Reply::nothing(); });
        Outcome<protocol::RoomRead::Result> first;
        Outcome<protocol::RoomRead::Result> second;
        ask<protocol::RoomRead>(*m_rpc, readParams(1), first);
        ask<protocol::RoomRead>(*m_rpc, readParams(2), second);
        QTRY_COMPARE(m_peer->requests.size(), 2);
        const auto reply = [this](int i, qint64 seq) {
            m_peer->answer(m_peer->requests.at(i),
                Peer::Reply::ok({{QStringLiteral("read_seq"), seq}, {QStringLiteral("unread"), 0}}));
        };
        reply(1, 22);
        reply(0, 11);
        QTRY_VERIFY(first.done && second.done);
        QCOMPARE(first.result->value().readSeq, 11);
        QCOMPARE(second.result->value().readSeq, 22);
    }

    void errorsArriveWithAllTheySay()
    {
        m_peer->on(QStringLiteral("room.read"), [](const QJsonObject&) {
            return Peer::Reply::fail(
                429, QStringLiteral("rate_limited"), {{QStringLiteral("retry_after_ms"), 1234}});
        });
        Outcome<protocol::RoomRead::Result> outcome;
        ask<protocol::RoomRead>(*m_rpc, readParams(1), outcome);
        QTRY_VERIFY(outcome.done);
        QCOMPARE(outcome.result->error().code, ErrorCode::RateLimited);
        QCOMPARE(outcome.result->error().retryAfterMs, std::optional<qint64>(1234));
    }

    void resultOfAWrongShapeIsAnError()
    {
        m_peer->on(QStringLiteral("room.read"), [](const QJsonObject&) {
            return Peer::Reply::ok({{QStringLiteral("read_seq"), QStringLiteral("x")}});
        });
        Outcome<protocol::RoomRead::Result> outcome;
        ask<protocol::RoomRead>(*m_rpc, readParams(1), outcome);
        QTRY_VERIFY(outcome.done);
        QVERIFY(!outcome.result->ok());
        QCOMPARE(outcome.result->error().field, QStringLiteral("read_seq"));
    }

    void silenceEndsInATimeout()
    {
        m_peer->on(QStringLiteral("room.read"), [](const QJsonObject&) { return Peer::Reply::nothing(); });
        Outcome<protocol::RoomRead::Result> outcome;
        ask<protocol::RoomRead>(*m_rpc, readParams(1), outcome);
        QTRY_VERIFY(outcome.done);
        QCOMPARE(outcome.result->error().code, ErrorCode::Unavailable);
        // The late answer is nobody's; the next request gets its own.
        m_peer->answer(m_peer->requests.first(),
            Peer::Reply::ok({{QStringLiteral("read_seq"), 1}, {QStringLiteral("unread"), 0}}));
        m_peer->on(QStringLiteral("room.read"), [](const QJsonObject&) {
            return Peer::Reply::ok({{QStringLiteral("read_seq"), 2}, {QStringLiteral("unread"), 0}});
        });
        Outcome<protocol::RoomRead::Result> next;
        ask<protocol::RoomRead>(*m_rpc, readParams(2), next);
        QTRY_VERIFY(next.done);
        QCOMPARE(next.result->value().readSeq, 2);
    }

    void breakFailsEverythingThatWaitsBeforeItIsTold()
    {
        m_peer->on(QStringLiteral("room.read"), [](const QJsonObject&) { return Peer::Reply::nothing(); });
        std::vector<Outcome<protocol::RoomRead::Result>> outcomes(5);
        for (auto& outcome : outcomes)
            ask<protocol::RoomRead>(*m_rpc, readParams(1), outcome);
        QTRY_COMPARE(m_peer->requests.size(), 5);
        int failedBefore = 0;
        connect(m_rpc.get(), &RpcClient::closed, this, [&] {
            for (const auto& outcome : outcomes)
                failedBefore += outcome.done && !outcome.result->ok();
        });
        m_peer->cut();
        QCOMPARE(failedBefore, 5);
        for (const auto& outcome : outcomes)
            QCOMPARE(outcome.result->error().code, ErrorCode::Unavailable);
        // And whatever is asked afterwards fails at once.
        Outcome<protocol::RoomRead::Result> late;
        ask<protocol::RoomRead>(*m_rpc, readParams(1), late);
        QVERIFY(late.done && !late.result->ok());
    }

    void notificationsGoBothWays()
    {
        QSignalSpy garbled(m_rpc.get(), &RpcClient::garbled);
        QString method;
        connect(m_rpc.get(), &RpcClient::notified, this,
            [&](const protocol::Notification& one) { method = one.method; });
        m_peer->notify(QStringLiteral("typing.changed"), {});
        QTRY_COMPARE(method, QStringLiteral("typing.changed"));
        protocol::StreamAck::Params ack;
        ack.received = 42;
        m_rpc->notify<protocol::StreamAck>(ack);
        QTRY_COMPARE(m_peer->asked(QStringLiteral("stream.ack")).size(), 1);
        QCOMPARE(m_peer->requests.last().id, 0);
        QCOMPARE(m_peer->requests.last().params.value(QStringLiteral("received")).toInt(), 42);
        m_peer->sendRaw("{\"no\": true}");
        m_peer->sendRaw("[1");
        QTRY_COMPARE(garbled.size(), 2);
    }

    void serverThatCannotBeReached()
    {
        m_peer->reachable = false;
        RpcClient rpc(m_peer->factory()(), 300);
        std::optional<bool> opened;
        open(rpc, opened);
        QTRY_VERIFY(opened);
        QVERIFY(!*opened);
    }

private:
    std::unique_ptr<Peer> m_peer;
    std::unique_ptr<RpcClient> m_rpc;
};

QTEST_GUILESS_MAIN(TestRpcClient)
#include "tst_rpcclient.moc"
