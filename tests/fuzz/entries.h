#pragma once

#include <cstddef>
#include <cstdint>

// What the fuzzers call with each input, and tst_fuzz with a short, repeatable series of them. An entry
// aborts where a promise of the protocol is broken; any other way out is fine.
namespace madang::fuzz {

// One text frame, as a server and as a client read it.
void envelope(const uint8_t* data, size_t size);
// "<method> params", "<method> result" or an event's name, a newline, then the JSON of the struct.
// Where no struct has that name, the first byte chooses one.
void decoders(const uint8_t* data, size_t size);
// UTF-16 code units, through every rule for text.
void textRules(const uint8_t* data, size_t size);
// UTF-16 code units: what is searched for, a line feed, and the text that it is searched in.
void searchText(const uint8_t* data, size_t size);
// An access token, its parts and claims, or a refresh token. With the server only.
void tokens(const uint8_t* data, size_t size);
// What a Redis says, cut in several ways. With the server only.
void resp(const uint8_t* data, size_t size);

} // namespace madang::fuzz
