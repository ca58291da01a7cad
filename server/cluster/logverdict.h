#pragma once

#include "server/domain/messagearchive.h"

namespace madang::server {

// What lua/append.lua calls the entry's kind.
[[nodiscard]] const char* kindIn(const LogEntry& entry) noexcept;

// What lua/append.lua says of one entry.
class LogVerdict {
public:
    // What of the database it asks for, and what a base says: bits.
    static constexpr int head = 1;
    static constexpr int clientId = 2;
    static constexpr int message = 4;

    // The bytes must live as long as this.
    explicit LogVerdict(const QByteArray& bytes)
        : m_bytes(bytes)
    {
    }

    // Nothing was done, since it is to be looked up first, for this entry or for an earlier one of its room.
    [[nodiscard]] bool asks() const noexcept;
    [[nodiscard]] qint64 askedAt() const noexcept; // Redis' time; the database is to be read after it
    [[nodiscard]] int what() const noexcept;
    [[nodiscard]] qint64 seq() const noexcept; // of the message

    // The answer. `archived`: what the entry was sent with.
    [[nodiscard]] Result<LogReceipt> receipt(
        const LogEntry& entry, const std::optional<ArchivedMessage>& archived) const;

private:
    const QByteArray& m_bytes;
};

} // namespace madang::server
