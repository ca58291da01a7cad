#pragma once

#include <QtCore/QString>
#include <QtCore/QtGlobal>

namespace madang::client {

// What decides whether a message is worth calling a person. Pure.
struct Arrival {
    bool mine = false;
    bool system = false;
    bool deleted = false;
    bool read = false; // here or on another device
    bool muted = false; // the room
    bool mentionsMe = false;
    // What is on the screen: the window has the keyboard, shows this room, and its newest message.
    bool windowActive = false;
    bool roomOpen = false;
    bool atEnd = false;

    [[nodiscard]] constexpr bool isOnScreen() const noexcept { return windowActive && roomOpen && atEnd; }
    [[nodiscard]] constexpr bool isWorthNotice() const noexcept
    {
        return !mine && !system && !deleted && !read && !isOnScreen() && (!muted || mentionsMe);
    }
};

// Whether a text calls this person: "@" and the handle as a word of its own, in any case. A dot that ends a
// sentence is no part of a handle; Korean particles may follow without a blank.
[[nodiscard]] bool mentions(const QString& text, const QString& handle);

} // namespace madang::client
