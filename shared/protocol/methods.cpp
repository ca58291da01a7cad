#include "shared/protocol/methods.h"

namespace madang::protocol {

namespace {

Misfit misfit(QLatin1String field, QLatin1String problem)
{
    return {field, problem};
}

RateInfo rateOf(const Rate& rate)
{
    return {rate.perSecond, rate.burst};
}

} // namespace

std::optional<Misfit> RoomCreate::Params::check(const Params& params)
{
    if (params.kind == RoomKind::Direct && !params.user)
        return misfit(QLatin1String("user"), QLatin1String("is missing: a direct room is with one person"));
    if (params.kind == RoomKind::Group && !params.title)
        return misfit(QLatin1String("title"), QLatin1String("is missing: a group has a title"));
    if (params.kind == RoomKind::Group && !params.members)
        return misfit(QLatin1String("members"), QLatin1String("is missing: it may be an empty list"));
    return std::nullopt;
}

std::optional<Misfit> MessageHistory::Params::check(const Params& params)
{
    const QLatin1String problem("must be the only one of before, after and around");
    if (params.around && (params.before || params.after))
        return misfit(QLatin1String("around"), problem);
    if (params.before && params.after)
        return misfit(QLatin1String("after"), problem);
    return std::nullopt;
}

std::optional<Misfit> MessageChanges::Result::check(const Result& result)
{
    if (result.reset.value_or(false))
        return std::nullopt;
    const QLatin1String problem("is missing");
    if (!result.messages)
        return misfit(QLatin1String("messages"), problem);
    if (!result.rev)
        return misfit(QLatin1String("rev"), problem);
    if (!result.more)
        return misfit(QLatin1String("more"), problem);
    return std::nullopt;
}

LimitsInfo LimitsInfo::from(const Limits& limits)
{
    LimitsInfo info;
    info.text = limits.text;
    info.name = limits.name;
    info.title = limits.title;
    info.topic = limits.topic;
    info.handleMin = limits.handleMin;
    info.handleMax = limits.handleMax;
    info.passwordMin = limits.passwordMin;
    info.passwordMax = limits.passwordMax;
    info.frame = limits.clientFrame;
    info.serverFrame = limits.serverFrame;
    info.nesting = limits.nesting;
    info.roomCapacity = limits.roomCapacity;
    info.pageRooms = limits.pageRooms;
    info.pageMessages = limits.pageMessages;
    info.pageChanges = limits.pageChanges;
    info.pageUsers = limits.pageUsers;
    info.pageHits = limits.pageHits;
    info.searchQuery = limits.searchQuery;
    info.searchWords = limits.searchWords;
    info.changesReset = limits.changesReset;
    info.viewedRooms = limits.viewedRooms;
    info.viewersListed = limits.viewersListed;
    info.presenceRoom = limits.presenceRoom;
    info.reactions = limits.reactions;
    info.reactionsOwn = limits.reactionsOwn;
    info.pins = limits.pins;
    info.streamKeep = limits.streamKeep;
    info.streamKeepMs = limits.streamKeepMs;
    info.inFlight = limits.inFlight;
    info.pingMs = limits.pingMs;
    info.silenceMs = limits.silenceMs;
    info.authDeadlineMs = limits.authDeadlineMs;
    info.typingMs = limits.typingMs;
    info.keepMessagesMs = limits.keepMessagesMs;
    info.expiryMinMs = limits.expiryMinMs;
    info.expiryMaxMs = limits.expiryMaxMs;
    info.connectionRequests = rateOf(limits.connectionRequests);
    info.personMessages = rateOf(limits.personMessages);
    info.personRequests = rateOf(limits.personRequests);
    info.personSearches = rateOf(limits.personSearches);
    info.personDrafts = rateOf(limits.personDrafts);
    info.personRooms = rateOf(limits.personRooms);
    info.addressLogins = rateOf(limits.addressLogins);
    info.addressResumes = rateOf(limits.addressResumes);
    info.addressConnections = rateOf(limits.addressConnections);
    return info;
}

} // namespace madang::protocol
