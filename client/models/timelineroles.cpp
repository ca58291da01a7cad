// Of TimelineModel: what QML is told of a row.
#include "client/models/face.h"
#include "client/models/timelinemodel.h"

namespace madang::client {

QVariant TimelineModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const TimelineRow& row = rows().at(index.row());
    switch (role) {
    case SeqRole:
        return row.seq;
    case ClientIdRole:
        return row.clientId.isNull() ? QString() : row.clientId.toString(QUuid::WithoutBraces);
    case SenderIdRole:
        return row.sender.isNull() ? QString() : row.sender.toString();
    case SenderNameRole:
        return row.senderName;
    case HueIndexRole:
        return hueOf(row.sender);
    case InitialRole:
        return row.initial;
    case MineRole:
        return row.mine;
    case Qt::DisplayRole:
    case TextRole:
        return row.system ? row.text : m_texts.look(row.text).plain();
    case FormatRole:
        return row.system ? QStringLiteral("plain") : formatOf(m_texts.look(row.text));
    case MarkupRole:
        return row.system ? QString() : markupOf(m_texts.look(row.text));
    case BlocksRole:
        return row.system ? QString() : blocksOf(m_texts.look(row.text));
    case EmojiRole:
        return row.system ? 0 : m_texts.look(row.text).emoji;
    case QuoteRole:
        return quoteJson(row.quote);
    case ReactionsRole:
        return reactionsJson(row.reactions);
    case PinnedRole:
        return row.pinned;
    case ForwardedFromRole:
        return row.forwardedFrom;
    case SentAtRole:
        return row.sentAt;
    case EditedRole:
        return row.edited;
    case DeletedRole:
        return row.deleted;
    case DeliveryRole:
        return row.state;
    case FirstOfGroupRole:
        return row.firstOfGroup;
    case LastOfGroupRole:
        return row.lastOfGroup;
    case DayStartRole:
        return row.dayStart;
    case UnreadLineRole:
        return row.unreadLine;
    case KindRole:
        return row.system ? QStringLiteral("system") : QStringLiteral("text");
    case CanEditRole:
        return row.canEdit;
    case CanDeleteRole:
        return row.canDelete;
    case FailReasonRole: {
        if (row.state != QLatin1String("failed"))
            return QString();
        Error error;
        error.code = row.failCode;
        error.reason = row.failReason;
        return m_errorText(error);
    }
    default:
        return {};
    }
}

QHash<int, QByteArray> TimelineModel::roleNames() const
{
    return {{SeqRole, "seq"}, {ClientIdRole, "clientId"}, {SenderIdRole, "senderId"},
        {SenderNameRole, "senderName"}, {HueIndexRole, "hueIndex"}, {InitialRole, "initial"},
        {MineRole, "mine"}, {TextRole, "text"}, {SentAtRole, "sentAt"}, {EditedRole, "edited"},
        {DeletedRole, "deleted"}, {DeliveryRole, "delivery"}, {FirstOfGroupRole, "firstOfGroup"},
        {LastOfGroupRole, "lastOfGroup"}, {DayStartRole, "dayStart"}, {UnreadLineRole, "unreadLine"},
        {KindRole, "kind"}, {CanEditRole, "canEdit"}, {CanDeleteRole, "canDelete"},
        {FailReasonRole, "failReason"}, {FormatRole, "format"}, {MarkupRole, "markup"},
        {BlocksRole, "blocks"}, {EmojiRole, "emoji"}, {QuoteRole, "quote"}, {ReactionsRole, "reactions"},
        {PinnedRole, "pinned"}, {ForwardedFromRole, "forwardedFrom"}};
}

} // namespace madang::client
