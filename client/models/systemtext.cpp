#include "client/models/systemtext.h"

#include <QtCore/QCoreApplication>

namespace madang::client {

QString systemText(const protocol::Message&)
{
    return QCoreApplication::translate("Messages", "The room has changed");
}

QString previewText(const protocol::Message& message)
{
    if (message.deletedAt)
        return QCoreApplication::translate("Messages", "Message deleted");
    if (message.kind == protocol::MessageKind::System)
        return systemText(message);
    return message.text.simplified();
}

} // namespace madang::client
