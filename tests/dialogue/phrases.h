#pragma once

#include "tests/dialogue/peer.h"

namespace madang::test {

// What people do in nearly every dialogue, each once said. All of them must succeed.

// A client_id that was never used.
[[nodiscard]] QString newId();
// A new group of the peer's with these members; its id.
QString group(Peer& owner, const QStringList& members, const QString& title = QStringLiteral("산행 모임"));
// A new message; as the answer tells it.
QJsonObject say(Peer& peer, const QString& room, const QString& text);

} // namespace madang::test
