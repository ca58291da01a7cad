#include "server/redis/redischeck.h"

#include "server/redis/rediserror.h"

#include <QtCore/QByteArrayList>
#include <memory>

namespace madang::server {

namespace {

constexpr int kOldestMajor
    = 7; // older ones have functions of ours missing (CONFIG, sharded pub/sub, scripts)

constexpr const char* kSettings[]{
    "appendonly", "appendfsync", "no-appendfsync-on-rewrite", "maxmemory-policy"};

// What comes in, answer by answer, until the last has come.
struct Asked {
    RedisFacts facts;
    std::optional<Error> failure;
    UniqueFunction<void(Result<QStringList>)> done;

    // The last of the answers to let go of this says the result.
    ~Asked()
    {
        if (failure)
            done(std::move(*failure));
        else
            done(reasonsItMayLose(facts));
    }
};

void settings(const RedisFacts& facts, QStringList& reasons)
{
    const auto is = [&](const char* name, QByteArrayView value) { return facts.config.value(name) == value; };
    const auto now = [&](const char* name) { return QString::fromUtf8(facts.config.value(name)); };
    if (!is("appendonly", "yes"))
        reasons.append(
            QStringLiteral("It keeps no append-only file, so a restart loses what came since the last "
                           "snapshot. Set \"appendonly yes\"."));
    if (!is("appendfsync", "always"))
        reasons.append(
            QStringLiteral("It answers before the disk has written (appendfsync is \"%1\"), so a power "
                           "cut loses acknowledged data. Set \"appendfsync always\".")
                .arg(now("appendfsync")));
    if (!is("no-appendfsync-on-rewrite", "no"))
        reasons.append(
            QStringLiteral("It does not wait for the disk while it rewrites its append-only file. Set "
                           "\"no-appendfsync-on-rewrite no\"."));
    if (!is("maxmemory-policy", "noeviction"))
        reasons.append(
            QStringLiteral("It throws data away when memory is short (maxmemory-policy is \"%1\"). Set "
                           "\"maxmemory-policy noeviction\".")
                .arg(now("maxmemory-policy")));
}

} // namespace

QHash<QByteArray, QByteArray> RedisFacts::parseInfo(const QByteArray& text)
{
    QHash<QByteArray, QByteArray> info;
    for (const QByteArray& line : text.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && !line.startsWith('#'))
            info.insert(line.first(colon), line.sliced(colon + 1).trimmed());
    }
    return info;
}

std::vector<RedisCommand> RedisFacts::questions()
{
    std::vector<RedisCommand> questions;
    questions.emplace_back("INFO");
    for (const char* name : kSettings)
        questions.emplace_back("CONFIG", "GET", QByteArrayView(name));
    return questions;
}

RedisFacts RedisFacts::of(const std::vector<RespValue>& answers, size_t first)
{
    RedisFacts facts;
    facts.info = parseInfo(answers[first].text());
    for (const char* name : kSettings) {
        const RespValue& answer = answers[++first];
        if (answer.isError())
            facts.configRefused = errorOf(answer).message;
        else
            facts.config.insert(name, answer.find(name).text());
    }
    return facts;
}

QStringList reasonsItMayLose(const RedisFacts& facts)
{
    QStringList reasons;
    const QByteArray version = facts.info.value("redis_version");
    if (version.split('.').value(0).toInt() < kOldestMajor)
        reasons.append(
            QStringLiteral("It is Redis %1, and nothing before %2 has been tried.")
                .arg(version.isEmpty() ? QStringLiteral("of an unknown version") : QString::fromUtf8(version))
                .arg(kOldestMajor));
    if (facts.info.value("role") != "master")
        reasons.append(QStringLiteral("It is a replica: it takes no writes, and its data may be behind."));
    if (!facts.configRefused.isEmpty()) {
        reasons.append(
            QStringLiteral("It does not show its configuration (%1), so nobody knows when it writes to "
                           "its disk. Permit this user CONFIG GET.")
                .arg(facts.configRefused));
        if (facts.info.value("aof_enabled") != "1")
            reasons.append(QStringLiteral("It keeps no append-only file. Set \"appendonly yes\"."));
    } else {
        settings(facts, reasons);
    }
    if (facts.info.value("aof_last_write_status", "ok") != "ok")
        reasons.append(
            QStringLiteral("Its last write to the append-only file failed. Look at its log and disk."));
    return reasons;
}

void checkDurability(RedisClient& client, UniqueFunction<void(Result<QStringList>)> done)
{
    auto asked = std::make_shared<Asked>();
    asked->done = std::move(done);
    client.command(RedisCommand("INFO"), [asked](Result<RespValue> answer) {
        if (answer)
            asked->facts.info = RedisFacts::parseInfo(answer->text());
        else
            asked->failure = answer.error();
    });
    // One each: Redis before 7 takes one pattern only.
    for (const char* name : kSettings) {
        client.command(
            RedisCommand("CONFIG", "GET", QByteArrayView(name)), [asked, name](Result<RespValue> answer) {
                if (answer)
                    asked->facts.config.insert(name, answer->find(name).text());
                else if (answer.error().code == ErrorCode::Unavailable)
                    asked->failure = answer.error();
                else
                    asked->facts.configRefused = answer.error().message;
            });
    }
}

} // namespace madang::server
