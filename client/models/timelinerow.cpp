#include "client/models/timelinerow.h"

#include "client/models/timelinemodel.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

namespace madang::client {

namespace {
QString wordOf(QuoteOfReply::State state)
{
    switch (state) {
    case QuoteOfReply::Deleted:
        return QStringLiteral("deleted");
    case QuoteOfReply::Gone:
        return QStringLiteral("gone");
    case QuoteOfReply::Waiting:
        return QStringLiteral("waiting");
    case QuoteOfReply::Held:
        break;
    }
    return QStringLiteral("");
}
} // namespace

QString quoteJson(const QuoteOfReply& quote)
{
    if (quote.seq == 0)
        return {};
    // One line of it is shown.
    constexpr qsizetype most = 200;
    const QString line = plainText(quote.text.left(2 * most)).simplified().left(most);
    const QJsonObject object{{QStringLiteral("seq"), quote.seq}, {QStringLiteral("name"), quote.name},
        {QStringLiteral("hue"), quote.hue}, {QStringLiteral("text"), line},
        {QStringLiteral("state"), wordOf(quote.state)}};
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QString reactionsJson(const QList<protocol::Reaction>& reactions)
{
    if (reactions.isEmpty())
        return {};
    QJsonArray list;
    for (const protocol::Reaction& one : reactions) {
        list.append(QJsonObject{{QStringLiteral("emoji"), one.emoji}, {QStringLiteral("count"), one.count},
            {QStringLiteral("mine"), one.mine.value_or(false)}});
    }
    return QString::fromUtf8(QJsonDocument(list).toJson(QJsonDocument::Compact));
}

QList<int> TimelineRow::changedRoles(const TimelineRow& before) const
{
    QList<int> roles;
    const auto note = [&roles](bool same, std::initializer_list<int> changed) {
        if (!same)
            roles.append(QList<int>(changed));
    };
    note(seq == before.seq, {TimelineModel::SeqRole});
    note(senderName == before.senderName, {TimelineModel::SenderNameRole});
    note(initial == before.initial, {TimelineModel::InitialRole});
    note(text == before.text,
        {TimelineModel::TextRole, TimelineModel::FormatRole, TimelineModel::MarkupRole,
            TimelineModel::BlocksRole, TimelineModel::EmojiRole});
    note(quote == before.quote, {TimelineModel::QuoteRole});
    note(reactions == before.reactions, {TimelineModel::ReactionsRole});
    note(pinned == before.pinned, {TimelineModel::PinnedRole});
    note(forwardedFrom == before.forwardedFrom, {TimelineModel::ForwardedFromRole});
    note(sentAt == before.sentAt, {TimelineModel::SentAtRole});
    note(edited == before.edited, {TimelineModel::EditedRole});
    note(deleted == before.deleted, {TimelineModel::DeletedRole});
    note(state == before.state, {TimelineModel::DeliveryRole});
    note(firstOfGroup == before.firstOfGroup, {TimelineModel::FirstOfGroupRole});
    note(lastOfGroup == before.lastOfGroup, {TimelineModel::LastOfGroupRole});
    note(dayStart == before.dayStart, {TimelineModel::DayStartRole});
    note(unreadLine == before.unreadLine, {TimelineModel::UnreadLineRole});
    note(canEdit == before.canEdit, {TimelineModel::CanEditRole});
    note(canDelete == before.canDelete, {TimelineModel::CanDeleteRole});
    note(failCode == before.failCode && failReason == before.failReason && state == before.state,
        {TimelineModel::FailReasonRole});
    // Who sent it and of what kind it is never change under one key.
    return roles;
}

} // namespace madang::client
