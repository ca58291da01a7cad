#include "server/domain/messagechange.h"

#include "server/domain/reactions.h"

namespace madang::server {

namespace {

using Changed = Result<std::optional<Message>>;

Error badSeq(const QString& why)
{
    return Error::invalid(QStringLiteral("seq"), why);
}

Changed edited(const Message& before, const LogEntry& entry)
{
    if (!before.forwarded.user.isNull()) {
        return badSeq(QStringLiteral("A forwarded message has somebody else's words and cannot be edited."));
    }
    if (before.text == entry.text) {
        return std::optional<Message>();
    }
    Message after = before;
    after.text = entry.text;
    after.textRev = 0;
    after.editedAt = entry.at;
    return std::optional(std::move(after));
}

// Nothing of what it said stays.
Changed deleted(const Message& before, const LogEntry& entry)
{
    if (before.deletedAt != 0) {
        return std::optional<Message>();
    }
    Message after = before;
    after.text.clear();
    after.textRev = 0;
    after.pinnedAt = 0;
    after.reactions.clear();
    after.forwarded = {};
    after.deletedAt = entry.at;
    return std::optional(std::move(after));
}

Changed reactedTo(const Message& before, const LogEntry& entry)
{
    auto [outcome, packed] = reactions::react(before.reactions, entry.text, entry.actor, entry.on);
    switch (outcome) {
    case reactions::Outcome::Same:
        return std::optional<Message>();
    case reactions::Outcome::TooMany:
        return Error::tooLarge(QStringLiteral("This message has as many different reactions as it can bear."),
            reactions::differentMost);
    case reactions::Outcome::TooManyOwn:
        return Error::tooLarge(
            QStringLiteral("You have as many reactions on this message as one can."), reactions::ownMost);
    case reactions::Outcome::TooManyAll:
        return Error::tooLarge(
            QStringLiteral("This message has as many reactions as it can bear."), reactions::allMost);
    case reactions::Outcome::Changed:
        break;
    }
    Message after = before;
    after.textRev = writtenRev(before);
    after.reactions = std::move(packed);
    return std::optional(std::move(after));
}

Changed pinned(const Message& before, const LogEntry& entry)
{
    if ((before.pinnedAt != 0) == entry.on) {
        return std::optional<Message>();
    }
    Message after = before;
    after.textRev = writtenRev(before);
    after.pinnedAt = entry.on ? entry.at : 0;
    return std::optional(std::move(after));
}

} // namespace

Result<std::optional<Message>> changed(const Message& before, const LogEntry& entry)
{
    const bool words = entry.kind == LogEntry::Kind::Edit || entry.kind == LogEntry::Kind::Delete;
    if (before.kind == MessageKind::System) {
        return badSeq(QStringLiteral("Messages of the system cannot be changed."));
    }
    if (words && before.sender != entry.actor && !entry.othersToo) {
        return Error::forbidden(QStringLiteral("This message is not yours."));
    }
    if (before.deletedAt != 0 && entry.kind != LogEntry::Kind::Delete) {
        return badSeq(QStringLiteral("This message was deleted."));
    }
    switch (entry.kind) {
    case LogEntry::Kind::Edit:
        return edited(before, entry);
    case LogEntry::Kind::Delete:
        return deleted(before, entry);
    case LogEntry::Kind::React:
        return reactedTo(before, entry);
    case LogEntry::Kind::Pin:
        return pinned(before, entry);
    case LogEntry::Kind::Send:
        break;
    }
    return std::optional<Message>();
}

} // namespace madang::server
