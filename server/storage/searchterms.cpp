#include "server/storage/searchterms.h"

namespace madang::server {

namespace {
constexpr int wordsAtMost = 16;
}

QString folded(const QString& text)
{
    return text.normalized(QString::NormalizationForm_KC).toCaseFolded().simplified();
}

QStringList searchTerms(const User& user)
{
    QStringList terms{folded(user.handle)};
    const QString name = folded(user.name);
    bool inWord = false;
    for (qsizetype i = 0; i < name.size() && terms.size() <= wordsAtMost; ++i) {
        const QChar c = name[i];
        // Surrogates are taken for letters: most of what lies beyond the basic plane and is in a name is one.
        const bool letter = c.isLetterOrNumber() || c.isMark() || c.isSurrogate();
        if (letter && !inWord) {
            terms << name.mid(i);
        }
        inWord = letter;
    }
    // A name of signs only is found by itself.
    if (terms.size() == 1 && !name.isEmpty()) {
        terms << name;
    }
    terms.removeDuplicates();
    return terms;
}

} // namespace madang::server
