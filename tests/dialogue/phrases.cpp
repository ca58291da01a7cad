#include "tests/dialogue/phrases.h"

#include <QtCore/QJsonArray>
#include <QtCore/QUuid>

using namespace Qt::StringLiterals;

namespace madang::test {

QString newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

QString group(Peer& owner, const QStringList& members, const QString& title)
{
    const QJsonObject wish{
        {u"kind"_s, u"group"_s}, {u"title"_s, title}, {u"members"_s, QJsonArray::fromStringList(members)}};
    return owner.ok(u"room.create"_s, wish)[u"room"][u"id"].toString();
}

QJsonObject say(Peer& peer, const QString& room, const QString& text)
{
    const QJsonObject wish{{u"room"_s, room}, {u"client_id"_s, newId()}, {u"text"_s, text}};
    return peer.ok(u"message.send"_s, wish)[u"message"].toObject();
}

} // namespace madang::test
