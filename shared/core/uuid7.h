#pragma once

#include <QtCore/QUuid>
#include <optional>

namespace madang {

// A UUID of version 7 (RFC 9562 §5.7): the millisecond it was made in, then random bits.
[[nodiscard]] QUuid newUuid7(qint64 nowMs);
// Milliseconds since 1970 that a version-7 UUID bears; nothing for other versions.
[[nodiscard]] std::optional<qint64> uuid7Time(const QUuid& uuid) noexcept;
// The canonical text form (RFC 9562 §4: 8-4-4-4-12 hex digits, either case) or nothing.
// Stricter than QUuid, which takes braces and other lengths.
[[nodiscard]] std::optional<QUuid> parseUuid(QStringView text) noexcept;

} // namespace madang
