#include "client/text/inlinemarks.h"

#include "client/text/markupwriter.h"
#include "client/text/weblink.h"

#include <QtCore/QHash>
#include <array>
#include <vector>

namespace madang::client {

namespace {

enum Mark { Bold, BoldLow, Italic, ItalicLow, Struck, Link, MarkCount };

// A piece of the paragraph: letters, or a mark that may turn out to be letters.
struct Piece {
    enum Kind { Letters, Code, BareLink, Mention, MarkHere };
    Kind kind = Letters;
    QStringView text{}; // as written
    Mark mark = Bold;
    bool canOpen = false;
    bool canClose = false;
    bool opens = false; // found its partner
    bool closes = false;
    QStringView target{}; // where a link leads, on both of its ends
};

bool isHandleLetter(QChar one)
{
    const char16_t c = one.toLower().unicode();
    return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'_' || c == u'.';
}

bool isAsciiWord(QChar one)
{
    return one.unicode() < 128 && one.isLetterOrNumber();
}

// Where the next run of as many backticks, the next ')' and the next end of a link's target are.
class Lookahead {
public:
    explicit Lookahead(QStringView text)
        : m_partner(size_t(text.size()), -1)
        , m_targetEnd(size_t(text.size()) + 1, text.size())
    {
        QHash<qsizetype, qsizetype> next; // length of a run → where it begins
        for (qsizetype at = text.size() - 1; at >= 0; --at) {
            const QChar one = text.at(at);
            const bool ends = one.isSpace() || one == u')' || one == u'[' || one == u'<' || one == u'"';
            m_targetEnd[size_t(at)] = ends ? at : m_targetEnd[size_t(at) + 1];
            if (one != u'`')
                continue;
            qsizetype begin = at;
            while (begin > 0 && text.at(begin - 1) == u'`') {
                --begin;
                m_targetEnd[size_t(begin)] = m_targetEnd[size_t(begin) + 1];
            }
            const qsizetype length = at - begin + 1;
            m_partner[size_t(begin)] = next.value(length, -1);
            next.insert(length, begin);
            at = begin;
        }
    }
    [[nodiscard]] qsizetype partner(qsizetype at) const { return m_partner[size_t(at)]; }
    [[nodiscard]] qsizetype targetEnd(qsizetype at) const { return m_targetEnd[size_t(at)]; }

private:
    std::vector<qsizetype> m_partner;
    std::vector<qsizetype> m_targetEnd;
};

class Paragraph {
public:
    Paragraph(QStringView text, const QSet<QString>& handles)
        : m_text(text)
        , m_handles(handles)
        , m_ahead(text)
    {
        cut();
        pair();
    }
    [[nodiscard]] const std::vector<Piece>& pieces() const noexcept { return m_pieces; }

private:
    [[nodiscard]] qsizetype runAt(qsizetype at) const
    {
        qsizetype end = at;
        while (end < m_text.size() && m_text.at(end) == m_text.at(at))
            ++end;
        return end - at;
    }

    void cut()
    {
        qsizetype at = 0;
        qsizetype letters = 0; // where the letters that are gathered begin
        const auto gather = [&](qsizetype to) {
            if (to > letters)
                m_pieces.push_back({Piece::Letters, m_text.mid(letters, to - letters)});
        };
        while (at < m_text.size()) {
            const size_t before = m_pieces.size();
            const qsizetype begun = at;
            gather(at);
            const qsizetype taken = take(at);
            if (taken > 0) {
                at += taken;
                letters = at;
                continue;
            }
            m_pieces.resize(before); // nothing there: the letters go on
            at = begun - taken + 1;
        }
        gather(m_text.size());
    }

    // How much of the text at `at` is a piece of its own; else less than one: minus how many letters more
    // than this one are known to be none.
    qsizetype take(qsizetype at)
    {
        switch (m_text.at(at).unicode()) {
        case u'`':
            return takeCode(at);
        case u'*':
        case u'_':
        case u'~':
            return takeRun(at);
        case u'[':
            m_pieces.push_back({Piece::MarkHere, m_text.mid(at, 1), Link, true});
            return 1;
        case u']':
            return takeLinkEnd(at);
        case u'@':
            return takeMention(at);
        case u'h':
        case u'H':
        case u'm':
        case u'M':
        case u'w':
        case u'W': {
            const qsizetype length = bareLinkAt(m_text, at);
            if (length > 0)
                m_pieces.push_back({Piece::BareLink, m_text.mid(at, length)});
            return length;
        }
        default:
            return 0;
        }
    }

    qsizetype takeCode(qsizetype at)
    {
        const qsizetype run = runAt(at);
        const qsizetype partner = m_ahead.partner(at);
        QStringView code = partner < 0 ? QStringView() : m_text.mid(at + run, partner - at - run);
        if (code.trimmed().isEmpty())
            return 1 - run;
        // Room for a backtick at an end.
        if (code.size() > 2 && code.front() == u' ' && code.back() == u' ')
            code = code.mid(1, code.size() - 2);
        m_pieces.push_back({Piece::Code, code});
        return partner + run - at;
    }

    void pushMark(qsizetype at, qsizetype length, Mark mark, bool opens, bool closes)
    {
        Piece piece{Piece::MarkHere, m_text.mid(at, length), mark, opens, closes};
        m_pieces.push_back(piece);
    }

    qsizetype takeRun(qsizetype at)
    {
        const QChar sign = m_text.at(at);
        const qsizetype run = runAt(at);
        const qsizetype most = sign == u'~' ? 2 : 3;
        if (run > most || (sign == u'~' && run < 2))
            return 1 - run;
        const QChar before = at > 0 ? m_text.at(at - 1) : QChar(u' ');
        const QChar after = at + run < m_text.size() ? m_text.at(at + run) : QChar(u' ');
        // Within a word of ASCII they are signs (2*3*4, snake_case); Korean goes on behind one directly.
        const auto isWord
            = [sign](QChar one) { return sign == u'_' ? one.isLetterOrNumber() : isAsciiWord(one); };
        const bool opens = !after.isSpace() && !isWord(before);
        const bool closes = !before.isSpace() && !isWord(after);
        const bool low = sign == u'_';
        if (sign == u'~') {
            pushMark(at, 2, Struck, opens, closes);
        } else {
            if (run >= 2)
                pushMark(at, 2, low ? BoldLow : Bold, opens, closes);
            if (run != 2)
                pushMark(at + run - 1, 1, low ? ItalicLow : Italic, opens, closes);
        }
        return run;
    }

    qsizetype takeLinkEnd(qsizetype at)
    {
        if (at + 1 >= m_text.size() || m_text.at(at + 1) != u'(')
            return 0;
        const qsizetype begin = at + 2;
        qsizetype end = begin < m_text.size() ? m_ahead.targetEnd(begin) : m_text.size();
        // One pair of brackets may be part of it: wiki/Madang_(court)
        if (end < m_text.size() && m_text.at(end) == u')' && m_text.mid(begin, end - begin).contains(u'('))
            end = m_ahead.targetEnd(end + 1);
        if (end >= m_text.size() || m_text.at(end) != u')')
            return 0;
        const QStringView target = m_text.mid(begin, end - begin);
        if (!isOpenable(target))
            return 0;
        Piece piece{Piece::MarkHere, m_text.mid(at, end + 1 - at), Link, false, true};
        piece.target = target;
        m_pieces.push_back(piece);
        return end + 1 - at;
    }

    qsizetype takeMention(qsizetype at)
    {
        if (at > 0 && isHandleLetter(m_text.at(at - 1)))
            return 0; // an address
        qsizetype end = at + 1;
        while (end < m_text.size() && isHandleLetter(m_text.at(end)))
            ++end;
        const qsizetype run = end - at;
        while (end > at + 1 && m_text.at(end - 1) == u'.')
            --end;
        constexpr qsizetype longest = 32;
        const QStringView handle = m_text.mid(at + 1, end - at - 1);
        if (handle.isEmpty() || handle.size() > longest || !m_handles.contains(handle.toString().toLower()))
            return -run;
        m_pieces.push_back({Piece::Mention, m_text.mid(at, end - at)});
        return end - at;
    }

    // Gives every mark its partner, so that pairs lie within each other or apart.
    void pair()
    {
        std::vector<size_t> open; // pieces
        std::array<std::vector<size_t>, MarkCount> places; // of each mark, its places in `open`
        size_t noLinkBelow = 0; // a link that was closed: what is open around it begins none
        for (size_t i = 0; i < m_pieces.size(); ++i) {
            Piece& piece = m_pieces[i];
            if (piece.kind != Piece::MarkHere)
                continue;
            // Of ***, what was opened last closes first.
            if (piece.canClose && i + 1 < m_pieces.size() && isInner(piece, m_pieces[i + 1], places))
                std::swap(piece, m_pieces[i + 1]);
            auto& own = places[piece.mark];
            const bool found = piece.canClose && !own.empty() && open[own.back()] + 1 < i
                && (piece.mark != Link || own.back() >= noLinkBelow);
            if (found) {
                const size_t place = own.back();
                Piece& partner = m_pieces[open[place]];
                partner.opens = true;
                partner.target = piece.target;
                piece.closes = true;
                for (; open.size() > place; open.pop_back())
                    places[m_pieces[open.back()].mark].pop_back();
                if (piece.mark == Link)
                    noLinkBelow = open.size();
                noLinkBelow = std::min(noLinkBelow, open.size());
            } else if (piece.canOpen) {
                places[piece.mark].push_back(open.size());
                open.push_back(i);
            }
        }
    }

    static bool isInner(
        const Piece& one, const Piece& next, const std::array<std::vector<size_t>, MarkCount>& places)
    {
        if (next.kind != Piece::MarkHere || !next.canClose || next.mark == Link || one.mark == Link
            || one.text.data() + one.text.size() != next.text.data() || one.text.front() != next.text.front())
            return false;
        const auto& outer = places[one.mark];
        const auto& inner = places[next.mark];
        return !inner.empty() && (outer.empty() || inner.back() > outer.back());
    }

    QStringView m_text;
    const QSet<QString>& m_handles;
    Lookahead m_ahead;
    std::vector<Piece> m_pieces;
};

QLatin1StringView tagOf(Mark mark, bool closing)
{
    switch (mark) {
    case Bold:
    case BoldLow:
        return closing ? QLatin1StringView("</b>") : QLatin1StringView("<b>");
    case Italic:
    case ItalicLow:
        return closing ? QLatin1StringView("</i>") : QLatin1StringView("<i>");
    case Struck:
        return closing ? QLatin1StringView("</s>") : QLatin1StringView("<s>");
    default:
        return QLatin1StringView("</a>");
    }
}
void writeLink(MarkupWriter& writer, QStringView link, bool inLink)
{
    if (!inLink)
        writer.openLink(linkTarget(link));
    writer.words(link);
    if (!inLink)
        writer.tag(tagOf(Link, true));
}

// ](link) without a beginning: still a link.
void writeLooseEnd(MarkupWriter& writer, const Piece& piece, bool inLink)
{
    writer.words(piece.text.first(2));
    writeLink(writer, piece.target, inLink);
    writer.words(piece.text.last(1));
}
} // namespace

TextBlock inlineBlock(QStringView text, TextBlock::Kind kind, const QSet<QString>& handles)
{
    const Paragraph paragraph(text, handles);
    MarkupWriter writer;
    bool inLink = false;
    for (const Piece& piece : paragraph.pieces()) {
        switch (piece.kind) {
        case Piece::Letters:
            writer.words(piece.text);
            break;
        case Piece::Code:
            writer.code(piece.text);
            break;
        case Piece::BareLink:
            writeLink(writer, piece.text, inLink);
            break;
        case Piece::Mention:
            writer.tag(QLatin1StringView("<font color=\"mention\">"));
            writer.words(piece.text);
            writer.tag(QLatin1StringView("</font>"));
            break;
        case Piece::MarkHere:
            if (!piece.opens && !piece.closes && !piece.target.isEmpty())
                writeLooseEnd(writer, piece, inLink);
            else if (!piece.opens && !piece.closes)
                writer.words(piece.text);
            else if (piece.mark == Link && piece.opens)
                writer.openLink(piece.target.toString());
            else
                writer.tag(tagOf(piece.mark, piece.closes));
            if (piece.mark == Link && (piece.opens || piece.closes))
                inLink = piece.opens;
            break;
        }
    }
    return writer.block(kind);
}

} // namespace madang::client
