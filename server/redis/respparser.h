#pragma once

#include "server/redis/respvalue.h"

#include <QtCore/QString>

namespace madang::server {

// What one reply may cost. Past one of them the parser fails.
struct RespLimits {
    int depth = 32; // levels of aggregates
    qint64 elements = 4'000'000; // of all aggregates of one reply together
    qint64 bulk = 64 * 1024 * 1024; // bytes of one bulk
    qint64 reply = 256 * 1024 * 1024; // bytes of one reply
    qint64 line = 64 * 1024; // bytes of a simple string, an error or a number
};

// Reads RESP2 and RESP3 in pieces of any size: pure, in linear time, without recursion, and never holding
// more than has come (a length that only claims to be large costs nothing). Attributes are skipped. Streamed
// strings and aggregates ("$?"), which no Redis sends, are refused.
class RespParser {
public:
    explicit RespParser(RespLimits limits = {});

    // Appends every value that these bytes complete. False once the stream is broken: what came before the
    // break has been appended, everything after is ignored.
    bool feed(QByteArrayView bytes, std::vector<RespValue>& values);
    // What broke the stream and at which byte; empty while it is whole.
    [[nodiscard]] const QString& error() const noexcept { return m_error; }
    // Whether no value is half read.
    [[nodiscard]] bool isIdle() const noexcept;
    // As new: for the next connection.
    void reset();

private:
    enum class State : quint8 { Line, Bulk, BulkEnd };
    struct Level {
        RespValue::Type type;
        bool attribute;
        qint64 missing;
        RespValue::Elements elements;
    };

    [[nodiscard]] qsizetype readLine(QByteArrayView bytes);
    [[nodiscard]] qsizetype readBulk(QByteArrayView bytes);
    [[nodiscard]] qsizetype readBulkEnd(QByteArrayView bytes);
    void endLine(QByteArrayView line);
    void beginBulk(char mark, QByteArrayView length);
    void beginAggregate(char mark, QByteArrayView count);
    void endBulk();
    void complete(RespValue value);
    void fail(const char* what);

    const RespLimits m_limits;
    std::vector<RespValue>* m_values = nullptr; // during feed()
    State m_state = State::Line;
    char m_bulkMark = '$';
    qint64 m_bulkMissing = 0; // bytes of the bulk, or of the line end after it
    QByteArray m_partial; // the line or bulk that has begun
    std::vector<Level> m_levels;
    qint64 m_elements = 0; // of the reply that is being read
    qint64 m_replyBytes = 0;
    qint64 m_position = 0; // of the stream
    QString m_error;
};

} // namespace madang::server
