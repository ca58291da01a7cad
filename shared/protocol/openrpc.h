#pragma once

#include <QtCore/QJsonObject>

namespace madang::protocol {

// The OpenRPC 1.2.6 document (https://spec.open-rpc.org) of this version: every method of AllMethods with
// the JSON schema of its params and result, the named shapes under components/schemas, the error codes, and
// under x-events the notifications of the server. Made once; thread-safe.
[[nodiscard]] const QJsonObject& openRpcDocument();

} // namespace madang::protocol
