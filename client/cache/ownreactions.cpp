#include "client/cache/ownreactions.h"

#include <algorithm>

namespace madang::client {

bool tellsOwnReactions(const protocol::Message& message)
{
    return !message.reactions
        || std::all_of(message.reactions->begin(), message.reactions->end(),
            [](const protocol::Reaction& one) { return one.mine.has_value(); });
}

protocol::Message withOwnReactions(protocol::Message message, const protocol::Message& known)
{
    if (tellsOwnReactions(message) || !known.reactions)
        return message;
    for (protocol::Reaction& one : *message.reactions) {
        const auto same = std::find_if(known.reactions->begin(), known.reactions->end(),
            [&one](const protocol::Reaction& other) { return other.emoji == one.emoji; });
        if (!one.mine && same != known.reactions->end())
            one.mine = same->mine;
    }
    return message;
}

bool supersedes(const protocol::Message& message, const protocol::Message& known)
{
    if (message.rev != known.rev)
        return message.rev > known.rev;
    // An event and the answer to one's own change are the same version, in either order.
    return tellsOwnReactions(message) && message.reactions != known.reactions;
}

} // namespace madang::client
