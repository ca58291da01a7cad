#pragma once

#include "shared/protocol/shapes.h"

#include <QtCore/QString>

namespace madang::client {

class PeopleStore;

// What a room is called: a group by its title, a direct room by the other person.
[[nodiscard]] QString roomTitle(const protocol::Room& room, const PeopleStore& people);

// Its hue, 0…7: in a direct room that of the other person.
[[nodiscard]] int roomHue(const protocol::Room& room);

} // namespace madang::client
