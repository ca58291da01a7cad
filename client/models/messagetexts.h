#pragma once

#include "client/text/formattedtext.h"

#include <QtCore/QCache>

namespace madang::client {

// What messages look like, worked out when one is first shown and kept for a while: rows come and go while
// one scrolls, and their texts stay the same.
class MessageTexts {
public:
    // The lower-case handles that are mentions here. True where they are others than before.
    bool setHandles(const QSet<QString>& handles);

    // Good until the next call.
    [[nodiscard]] const FormattedText& look(const QString& text) const;

private:
    static constexpr int most = 600; // rows of a window and what is beyond it
    QSet<QString> m_handles;
    mutable QCache<QString, FormattedText> m_looks{most};
};

// "plain", "styled", "rich", or "blocks" where it has more than one, or one that is not words.
[[nodiscard]] QString formatOf(const FormattedText& text);
// The markup of one block of words, empty where plain words show the same.
[[nodiscard]] QString markupOf(const FormattedText& text);
// Of "blocks" a JSON list of {kind: "words"|"code"|"quote", format, plain, markup}; else empty.
[[nodiscard]] QString blocksOf(const FormattedText& text);

} // namespace madang::client
