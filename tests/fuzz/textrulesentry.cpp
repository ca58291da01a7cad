#include "tests/fuzz/entries.h"

#include "shared/core/emoji.h"
#include "shared/protocol/textrules.h"
#include "tests/fuzz/promise.h"

#include <cstring>

using namespace madang;
using namespace madang::protocol;

namespace madang::fuzz {

namespace {

using Rule = Result<QString> (*)(const QString&, const Limits&, const QString&);

void keeps(Rule rule, const QString& text, const Limits& limits, qsizetype most)
{
    const QString field = QStringLiteral("f");
    const auto kept = rule(text, limits, field);
    if (!kept) {
        promise(kept.error().code == ErrorCode::Invalid && kept.error().field == field,
            "a refused text is 422 with its field");
        return;
    }
    promise(codePoints(*kept) <= most, "what is kept is within its limit", kept->toUtf8());
    // Behind a letter, since fromUtf8() takes a U+FEFF at the beginning for a byte order mark.
    const QString behind = u'x' + *kept;
    promise(QString::fromUtf8(behind.toUtf8()) == behind, "what is kept is Unicode", kept->toUtf8());
    const auto again = rule(*kept, limits, field);
    promise(again && *again == *kept, "what is kept is kept again", kept->toUtf8());
}

// One emoji has one form, in which it is one emoji, and weighs little.
void emojiKeepsItsForm(const QString& text)
{
    const auto form = oneEmoji(text);
    if (!form)
        return;
    promise(oneEmoji(*form) == form, "the form of an emoji is its own", form->toUtf8());
    promise(form->toUtf8().size() <= 255, "an emoji has its bound", form->toUtf8());
    for (QChar c : *form)
        promise(
            !c.isSpace() && c.category() != QChar::Other_Control, "an emoji is to be seen", form->toUtf8());
}

} // namespace

void textRules(const uint8_t* data, size_t size)
{
    QString text(qsizetype(size / 2), Qt::Uninitialized);
    if (!text.isEmpty())
        std::memcpy(text.data(), data, size_t(text.size()) * 2);
    const Limits limits;
    keeps(&messageText, text, limits, limits.text);
    keeps(&normalizeHandle, text, limits, limits.handleMax);
    keeps(&nameText, text, limits, limits.name);
    keeps(&titleText, text, limits, limits.title);
    keeps(&topicText, text, limits, limits.topic);
    emojiKeepsItsForm(text);
    const auto draft = draftText(text, limits);
    promise(!draft || codePoints(text) <= limits.text, "a draft has its bound");
    const auto password = newPassword(text, limits);
    promise(!password || codePoints(text) >= limits.passwordMin, "a short password is refused");
}

} // namespace madang::fuzz
