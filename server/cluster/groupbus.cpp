#include "server/cluster/groupbus.h"

#include "server/cluster/eventcodec.h"

namespace madang::server {

void GroupBus::publish(Event event)
{
    if (event.reach == EventReach::Group)
        m_peers.tell(event.room.isNull() ? PeerTopic::UserEvent : PeerTopic::RoomEvent, encodeEvent(event));
    m_own.publish(std::move(event));
}

} // namespace madang::server
