#pragma once

#include "shared/core/limits.h"
#include "shared/core/result.h"

#include <QtCore/QString>

// What people may write, and how it is kept. Server and client ask the same functions; each gives the
// text as it is to be stored, or Error::invalid with the field. Lengths count Unicode code points.
// Trimming takes Unicode white space from both ends.
namespace madang::protocol {

// Code points; a lone surrogate counts as one.
[[nodiscard]] qsizetype codePoints(QStringView text) noexcept;

// A message: 1 to limits.text after trimming, no control characters but newline and tab.
[[nodiscard]] Result<QString> messageText(
    const QString& text, const Limits& limits, const QString& field = QStringLiteral("text"));
// What one has begun to write: as it was typed, untrimmed, perhaps empty; else as a message.
[[nodiscard]] Result<void> draftText(
    const QString& text, const Limits& limits, const QString& field = QStringLiteral("text"));
// A handle in its one form, lower case: a-z 0-9 _ . beginning with a letter.
[[nodiscard]] Result<QString> normalizeHandle(
    const QString& handle, const Limits& limits, const QString& field = QStringLiteral("handle"));
// A person's or device's name: one line with something to see.
[[nodiscard]] Result<QString> nameText(
    const QString& name, const Limits& limits, const QString& field = QStringLiteral("name"));
// A room's title: one line with something to see.
[[nodiscard]] Result<QString> titleText(
    const QString& title, const Limits& limits, const QString& field = QStringLiteral("title"));
// A room's topic: may be empty, newline and tab allowed.
[[nodiscard]] Result<QString> topicText(
    const QString& topic, const Limits& limits, const QString& field = QStringLiteral("topic"));
// A new password: any script, untrimmed, none of the most common ones. Not for checking one at login.
[[nodiscard]] Result<void> newPassword(
    const QString& password, const Limits& limits, const QString& field = QStringLiteral("password"));

} // namespace madang::protocol
