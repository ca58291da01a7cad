#pragma once

#include "client/text/formattedtext.h"

namespace madang::client {

// Puts a block together. The markup is such that StyledText and rich text show it alike, and that nothing of
// the person's can be a tag in it.
class MarkupWriter {
public:
    void words(QStringView text);
    void code(QStringView text);
    // One of ours, as it stands.
    void tag(QLatin1StringView tag);
    // Of what isOpenable().
    void openLink(const QString& target);
    [[nodiscard]] TextBlock block(TextBlock::Kind kind);

private:
    void escaped(QChar one);

    TextBlock m_block;
    bool m_afterSpace = true; // or at a line's beginning
};

} // namespace madang::client
