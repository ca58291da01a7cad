#include "client/controllers/noticepolicy.h"

namespace madang::client {

namespace {
bool isOfHandle(QStringView text, qsizetype at)
{
    if (at < 0 || at >= text.size())
        return false;
    const char16_t one = text.at(at).toLower().unicode();
    return (one >= u'a' && one <= u'z') || (one >= u'0' && one <= u'9') || one == u'_';
}
} // namespace

bool mentions(const QString& text, const QString& handle)
{
    if (handle.isEmpty())
        return false;
    const QString called = QLatin1Char('@') % handle;
    for (qsizetype at = 0; (at = text.indexOf(called, at, Qt::CaseInsensitive)) >= 0; ++at) {
        const qsizetype after = at + called.size();
        const bool goesOn = isOfHandle(text, after)
            || (after < text.size() && text.at(after) == QLatin1Char('.') && isOfHandle(text, after + 1));
        const bool ofAnAddress = isOfHandle(text, at - 1); // mail@mina
        if (!goesOn && !ofAnAddress)
            return true;
    }
    return false;
}

} // namespace madang::client
