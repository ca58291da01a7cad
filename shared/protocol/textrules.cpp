#include "shared/protocol/textrules.h"

#include "shared/protocol/commonpasswords.h"

#include <QtCore/QChar>

namespace madang::protocol {

namespace {

enum class Lines { One, Many };

Error invalid(const QString& field, const QString& problem)
{
    return Error::invalid(field, field % QLatin1Char(' ') % problem % QLatin1Char('.'));
}

// Takes one code point from the front; a lone surrogate comes as itself.
char32_t takeCodePoint(QStringView& text) noexcept
{
    const bool pair = text.size() > 1 && text[0].isHighSurrogate() && text[1].isLowSurrogate();
    const char32_t c = pair ? QChar::surrogateToUcs4(text[0], text[1]) : text[0].unicode();
    text = text.sliced(pair ? 2 : 1);
    return c;
}

// What is wrong with the characters of a text, or an empty string. Control characters are those of
// Unicode's category Cc; one line also has no U+2028 and U+2029, which break it as a newline does.
QString badCharacter(QStringView text, Lines lines)
{
    while (!text.isEmpty()) {
        const char32_t c = takeCodePoint(text);
        if (QChar::isSurrogate(c))
            return QStringLiteral("must be valid Unicode");
        const bool tolerated = lines == Lines::Many && (c == U'\n' || c == U'\t');
        if (!tolerated && QChar::category(c) == QChar::Other_Control)
            return QStringLiteral("must have no control characters");
        if (lines == Lines::One && (c == 0x2028 || c == 0x2029))
            return QStringLiteral("must be one line");
    }
    return {};
}

// Whether anything of the text can be seen: not only white space, format characters (U+200B, U+202E …),
// marks without a base, and the Hangul fillers, which are letters that show nothing.
bool hasVisible(QStringView text)
{
    while (!text.isEmpty()) {
        const char32_t c = takeCodePoint(text);
        if (c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0 || c == 0x2800 || QChar::isSpace(c)
            || QChar::isMark(c))
            continue;
        const auto category = QChar::category(c);
        if (category != QChar::Other_Format && category != QChar::Other_Control)
            return true;
    }
    return false;
}

Result<QString> checked(
    const QString& text, qsizetype least, qsizetype most, Lines lines, const QString& field)
{
    const QString trimmed = text.trimmed();
    if (const QString problem = badCharacter(trimmed, lines); !problem.isEmpty())
        return invalid(field, problem);
    const qsizetype length = codePoints(trimmed);
    if (length < least)
        return invalid(field, QStringLiteral("must not be empty"));
    if (length > most)
        return invalid(field, QStringLiteral("must have at most %1 characters").arg(most));
    return trimmed;
}

Result<QString> checkedLabel(const QString& text, qsizetype most, const QString& field)
{
    auto label = checked(text, 1, most, Lines::One, field);
    if (label && !hasVisible(*label))
        return invalid(field, QStringLiteral("must have something to see"));
    return label;
}

} // namespace

qsizetype codePoints(QStringView text) noexcept
{
    qsizetype count = 0;
    for (; !text.isEmpty(); ++count)
        takeCodePoint(text);
    return count;
}

Result<QString> messageText(const QString& text, const Limits& limits, const QString& field)
{
    return checked(text, 1, limits.text, Lines::Many, field);
}

Result<void> draftText(const QString& text, const Limits& limits, const QString& field)
{
    if (const QString problem = badCharacter(text, Lines::Many); !problem.isEmpty())
        return invalid(field, problem);
    if (codePoints(text) > limits.text)
        return invalid(field, QStringLiteral("must have at most %1 characters").arg(limits.text));
    return {};
}

Result<QString> normalizeHandle(const QString& handle, const Limits& limits, const QString& field)
{
    if (handle.size() < limits.handleMin || handle.size() > limits.handleMax)
        return invalid(field,
            QStringLiteral("must have %1 to %2 characters").arg(limits.handleMin).arg(limits.handleMax));
    QString lower = handle;
    for (QChar& c : lower) {
        // Not QString::toLower, which would turn the Kelvin sign into a k.
        if (c >= u'A' && c <= u'Z')
            c = QChar(c.unicode() + ('a' - 'A'));
        const bool letter = c >= u'a' && c <= u'z';
        if (!letter && !(c >= u'0' && c <= u'9') && c != u'_' && c != u'.')
            return invalid(field, QStringLiteral("may have only a-z, 0-9, _ and ."));
    }
    if (lower.front() < u'a' || lower.front() > u'z')
        return invalid(field, QStringLiteral("must begin with a letter"));
    return lower;
}

Result<QString> nameText(const QString& name, const Limits& limits, const QString& field)
{
    return checkedLabel(name, limits.name, field);
}

Result<QString> titleText(const QString& title, const Limits& limits, const QString& field)
{
    return checkedLabel(title, limits.title, field);
}

Result<QString> topicText(const QString& topic, const Limits& limits, const QString& field)
{
    return checked(topic, 0, limits.topic, Lines::Many, field);
}

Result<void> newPassword(const QString& password, const Limits& limits, const QString& field)
{
    const qsizetype length = codePoints(password);
    if (length < limits.passwordMin || length > limits.passwordMax) {
        return invalid(field,
            QStringLiteral("must have %1 to %2 characters").arg(limits.passwordMin).arg(limits.passwordMax));
    }
    for (QStringView rest = password; !rest.isEmpty();) {
        // Different lone surrogates would become one and the same U+FFFD where the password is hashed.
        if (QChar::isSurrogate(takeCodePoint(rest)))
            return invalid(field, QStringLiteral("must be valid Unicode"));
    }
    if (isCommonPassword(password))
        return invalid(field, QStringLiteral("is one of the most common ones"));
    return {};
}

} // namespace madang::protocol
