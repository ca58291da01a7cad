#include "server/domain/storabletext.h"

namespace madang::server {

QString storableText(QString text)
{
    if (QStringView(text).isValidUtf16() && !text.contains(QChar(0xfffe)) && !text.contains(QChar(0xffff))
        && !text.contains(QChar(u'\0'))) {
        return text;
    }
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            ++i;
        } else if (text[i].isSurrogate() || text[i].unicode() >= 0xfffe || text[i].isNull()) {
            text[i] = QChar(QChar::ReplacementCharacter);
        }
    }
    return text;
}

} // namespace madang::server
