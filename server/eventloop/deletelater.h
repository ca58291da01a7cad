#pragma once

#include <QtCore/QObject>

namespace madang::server {

// For unique_ptr to sockets: one may be let go inside a slot of its own signal, where deleting it at once
// would crash.
struct DeleteLater {
    void operator()(QObject* object) const
    {
        if (object)
            object->deleteLater();
    }
};

} // namespace madang::server
