#include "server/sessions/sessionwire.h"

#include "shared/protocol/envelope.h"
#include "shared/protocol/events.h"

namespace madang::server {

protocol::Device toWire(const Device& device)
{
    switch (device.kind) {
    case DeviceKind::Desktop:
        return {device.name, protocol::DeviceKind::Desktop};
    case DeviceKind::Mobile:
        return {device.name, protocol::DeviceKind::Mobile};
    case DeviceKind::Other:
        break;
    }
    return {device.name, protocol::DeviceKind::Other};
}

QByteArray endingFrame(const Revocation& revocation)
{
    protocol::SessionEnding ending;
    ending.reason = reasonOf(revocation.reason);
    if (revocation.by) {
        ending.device = toWire(revocation.by->device);
        ending.address = revocation.by->address;
    }
    return protocol::notification(ending);
}

CloseCode closeCodeOf(RevocationReason reason) noexcept
{
    return reason == RevocationReason::Replaced ? CloseCode::Replaced : CloseCode::Revoked;
}

} // namespace madang::server
