#pragma once

#include <QtCore/QString>

namespace madang::client {

// How well a name is meant by what somebody types into a switcher; 0: not at all. Every word that was typed
// has to be in the name. Best is the whole name, then its beginning, a word's beginning, anywhere within;
// then Korean initial consonants (ㅁㄷ for 마당); then the same keys on the other keyboard layout (akekd for
// 마당, ㅡㅑㅜㅁ for mina), by which a syllable that is still being composed is found, too; then letters
// in their order (dsgn for Design).
[[nodiscard]] int nameScore(const QString& typed, const QString& name);

} // namespace madang::client
