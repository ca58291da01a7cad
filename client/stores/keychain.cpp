#include "client/stores/keychain.h"

#include "client/net/answer.h"

#include <QtCore/QTimer>
#include <qt6keychain/keychain.h>

namespace madang::client {

namespace {
constexpr int patienceMs = 60'000;
const QString service = QStringLiteral("madang");
} // namespace

QCoro::Task<Result<void>> Keychain::run(QKeychain::Job* job)
{
    Answer<Result<void>> answer;
    job->setInsecureFallback(false);
    job->setAutoDelete(false);
    QObject::connect(job, &QKeychain::Job::finished, this, [answer](QKeychain::Job* done) mutable {
        if (done->error() == QKeychain::NoError || done->error() == QKeychain::EntryNotFound)
            answer.give({});
        else
            answer.give(Error::unavailable(done->errorString()));
    });
    QTimer::singleShot(patienceMs, job, [answer]() mutable {
        answer.give(Error::unavailable(QStringLiteral("The keychain does not answer.")));
    });
    job->start();
    co_return co_await answer;
}

QCoro::Task<Result<QByteArray>> Keychain::read(QString key)
{
    auto* job = new QKeychain::ReadPasswordJob(service, this);
    job->setKey(key);
    const Result<void> done = co_await run(job);
    const QByteArray secret = done && job->error() == QKeychain::NoError ? job->binaryData() : QByteArray();
    job->deleteLater();
    if (!done)
        co_return done.error();
    co_return secret;
}

QCoro::Task<Result<void>> Keychain::write(QString key, QByteArray secret)
{
    auto* job = new QKeychain::WritePasswordJob(service, this);
    job->setKey(key);
    job->setBinaryData(secret);
    const Result<void> done = co_await run(job);
    job->deleteLater();
    co_return done;
}

QCoro::Task<Result<void>> Keychain::remove(QString key)
{
    auto* job = new QKeychain::DeletePasswordJob(service, this);
    job->setKey(key);
    const Result<void> done = co_await run(job);
    job->deleteLater();
    co_return done;
}

namespace {
Error switchedOff()
{
    return Error::unavailable(QStringLiteral("The keychain is switched off."));
}
} // namespace

QCoro::Task<Result<QByteArray>> NoKeychain::read(QString)
{
    co_return switchedOff();
}

QCoro::Task<Result<void>> NoKeychain::write(QString, QByteArray)
{
    co_return switchedOff();
}

QCoro::Task<Result<void>> NoKeychain::remove(QString)
{
    co_return switchedOff();
}

} // namespace madang::client
