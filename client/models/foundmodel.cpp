#include "client/models/foundmodel.h"

namespace madang::client {

namespace {
QString wordFor(FoundRow::Kind kind)
{
    switch (kind) {
    case FoundRow::Kind::Room:
        return QStringLiteral("room");
    case FoundRow::Kind::Person:
        return QStringLiteral("person");
    case FoundRow::Kind::Message:
        return QStringLiteral("message");
    }
    return {};
}
} // namespace

QList<int> FoundRow::changedRoles(const FoundRow& before) const
{
    QList<int> roles;
    const auto note = [&roles](bool same, int role) {
        if (!same)
            roles.append(role);
    };
    note(user == before.user, FoundModel::UserIdRole);
    note(title == before.title, FoundModel::TitleRole);
    note(handle == before.handle, FoundModel::HandleRole);
    note(memberCount == before.memberCount, FoundModel::MemberCountRole);
    note(unread == before.unread, FoundModel::UnreadRole);
    note(sender == before.sender, FoundModel::SenderRole);
    note(mine == before.mine, FoundModel::MineRole);
    note(text == before.text, FoundModel::TextRole);
    note(marked == before.marked, FoundModel::MarkedRole);
    note(at == before.at, FoundModel::AtRole);
    note(hue == before.hue, FoundModel::HueIndexRole);
    note(initial == before.initial, FoundModel::InitialRole);
    return roles;
}

QVariant FoundModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const FoundRow& row = rows().at(index.row());
    switch (role) {
    case KindRole:
        return wordFor(row.kind);
    case RoomIdRole:
        return row.room.isNull() ? QString() : row.room.toString();
    case UserIdRole:
        return row.user.isNull() ? QString() : row.user.toString();
    case SeqRole:
        return row.seq;
    case MemberCountRole:
        return row.memberCount;
    case UnreadRole:
        return row.unread;
    case MineRole:
        return row.mine;
    case AtRole:
        return row.at;
    case HueIndexRole:
        return row.hue;
    default:
        return wordOf(row, role);
    }
}

QVariant FoundModel::wordOf(const FoundRow& row, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case TitleRole:
        return row.title;
    case HandleRole:
        return row.handle;
    case SenderRole:
        return row.sender;
    case TextRole:
        return row.text;
    case MarkedRole:
        return row.marked;
    case InitialRole:
        return row.initial;
    default:
        return {};
    }
}

QHash<int, QByteArray> FoundModel::roleNames() const
{
    return {{KindRole, "kind"}, {RoomIdRole, "roomId"}, {UserIdRole, "userId"}, {SeqRole, "seq"},
        {TitleRole, "title"}, {HandleRole, "handle"}, {MemberCountRole, "memberCount"},
        {UnreadRole, "unread"}, {SenderRole, "sender"}, {MineRole, "mine"}, {TextRole, "snippet"},
        {MarkedRole, "marked"}, {AtRole, "at"}, {HueIndexRole, "hueIndex"}, {InitialRole, "initial"}};
}

void FoundModel::setRows(const QList<FoundRow>& rows)
{
    const int before = count();
    show(rows);
    if (count() != before)
        Q_EMIT countChanged();
}

QString markedText(const QString& text, const std::vector<search::Mark>& marks)
{
    const QList<uint> codes = text.toUcs4();
    const auto part = [&codes](qsizetype from, qsizetype to) {
        return QString::fromUcs4(reinterpret_cast<const char32_t*>(codes.constData()) + from, to - from)
            .toHtmlEscaped();
    };
    QString marked;
    qsizetype at = 0;
    for (const search::Mark& mark : marks) {
        const qsizetype from = mark.offset;
        const qsizetype to = from + mark.length;
        if (from < at || to > codes.size() || to <= from)
            continue; // a server's own idea of a text
        marked += part(at, from) % QLatin1String("<b>") % part(from, to) % QLatin1String("</b>");
        at = to;
    }
    return marked % part(at, codes.size());
}

} // namespace madang::client
