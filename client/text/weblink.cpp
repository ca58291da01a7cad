#include "client/text/weblink.h"

#include <algorithm>
#include <array>

namespace madang::client {

namespace {
constexpr std::array schemes{QLatin1StringView("http://"), QLatin1StringView("https://"),
    QLatin1StringView("madang://"), QLatin1StringView("mailto:")};

qsizetype schemeAt(QStringView text, qsizetype at)
{
    for (const QLatin1StringView scheme : schemes) {
        if (text.mid(at, scheme.size()).compare(scheme, Qt::CaseInsensitive) == 0)
            return scheme.size();
    }
    return 0;
}

bool isAsciiWord(QChar one)
{
    return one.unicode() < 128 && one.isLetterOrNumber();
}

bool isOfLink(QChar one)
{
    static constexpr QStringView never = u"<>\"`[]{}|\\^";
    return !one.isSpace() && one.isPrint() && !never.contains(one);
}

// Behind a host, and behind letters of a path, what is not ASCII is a particle: https://madang.test에서
bool isParticle(QStringView text, qsizetype at, bool inPath)
{
    return text.at(at).unicode() >= 128 && (!inPath || isAsciiWord(text.at(at - 1)));
}

qsizetype withoutEnd(QStringView link)
{
    qsizetype opened = link.count(u'(');
    qsizetype closed = link.count(u')');
    while (!link.isEmpty()) {
        const QChar last = link.back();
        const bool bracket = last == u')' && closed > opened;
        static constexpr QStringView ends = u".,;:!?'*_~\u2026\u3002";
        if (!bracket && !ends.contains(last))
            break;
        if (last == u')')
            --closed;
        link.chop(1);
    }
    return link.size();
}
} // namespace

bool isOpenable(QStringView link)
{
    const qsizetype scheme = schemeAt(link, 0);
    return scheme > 0 && link.size() > scheme && link.at(scheme).isLetterOrNumber()
        && std::all_of(link.begin(), link.end(), isOfLink);
}

qsizetype bareLinkAt(QStringView text, qsizetype at)
{
    if (at > 0 && (isAsciiWord(text.at(at - 1)) || text.at(at - 1) == u'@'))
        return 0;
    const bool www = text.mid(at, 4).compare(QLatin1StringView("www."), Qt::CaseInsensitive) == 0;
    const qsizetype begin = www ? 4 : schemeAt(text, at);
    if (begin == 0)
        return 0;
    qsizetype end = at + begin;
    if (end >= text.size() || !isAsciiWord(text.at(end)))
        return 0;
    bool inPath = false;
    for (; end < text.size() && isOfLink(text.at(end)) && !isParticle(text, end, inPath); ++end)
        inPath = inPath || text.at(end) == u'/' || text.at(end) == u'?' || text.at(end) == u'#';
    const qsizetype length = withoutEnd(text.mid(at, end - at));
    const QStringView host = text.mid(at + begin, std::max<qsizetype>(0, length - begin));
    const bool fit = !host.isEmpty() && (!www || host.contains(u'.'));
    return fit ? length : 0;
}

QString linkTarget(QStringView bare)
{
    const bool www = bare.startsWith(QLatin1StringView("www."), Qt::CaseInsensitive);
    return (www ? QStringLiteral("https://") : QString()) + bare;
}

} // namespace madang::client
