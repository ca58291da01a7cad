#pragma once

#include "server/domain/event.h"

namespace madang::server {

// Carries events to whoever of their recipients is connected, wherever. From any thread; what one thread
// publishes arrives in that order at every connection.
class Bus {
public:
    virtual ~Bus() = default;
    virtual void publish(Event event) = 0;
};

} // namespace madang::server
