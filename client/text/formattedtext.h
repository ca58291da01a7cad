#pragma once

#include <QtCore/QList>
#include <QtCore/QSet>
#include <QtCore/QString>

namespace madang::client {

// A part of a message that has its own ground.
struct TextBlock {
    enum Kind { Words, Code, Quote };
    Kind kind = Words;
    QString plain; // what is to be read, without marks
    // The same as markup. Everything of the person's is escaped; the only tags are
    //   <b> <i> <s> <br> <a href="…"> <font color="mention"> and, where isRich, <span class="code">.
    // The two with a word in place of a colour or style are for the window to dye.
    QString markup;
    bool isRich = false; // has code within its lines, which StyledText of Qt Quick cannot show

    [[nodiscard]] bool isPlain() const noexcept { return !isRich && isBare; }
    bool isBare = true; // no tag but <br>: plain shows the same
};

// What a message's text looks like.
struct FormattedText {
    QList<TextBlock> blocks; // never empty
    int emoji = 0; // 1 to 3 where the text is nothing but so many
    [[nodiscard]] QString plain() const;
};

// Reads the marks that people write: **bold**, *italic*, ~~struck~~, `code`, [words](link), ``` blocks,
// > quotes, bare links, and @handle of whom `handles` (lower case) has. A mark without its partner is a
// letter. HTML never is anything but letters. Takes time in proportion to the length, whatever is in it.
[[nodiscard]] FormattedText formatted(const QString& text, const QSet<QString>& handles = {});

// Only the words, in one piece.
[[nodiscard]] QString plainText(const QString& text);

} // namespace madang::client
