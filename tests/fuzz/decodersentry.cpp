#include "tests/fuzz/entries.h"

#include "shared/protocol/decode.h"
#include "shared/protocol/envelope.h"
#include "shared/protocol/events.h"
#include "shared/protocol/methods.h"
#include "tests/fuzz/promise.h"

using namespace madang;
using namespace madang::protocol;

namespace madang::fuzz {

namespace {

struct Target {
    QByteArray name;
    void (*run)(const Body&);
};

// JSON comes to a decoder as the params of a frame that was let in, and not otherwise.
std::optional<Body> letIn(const QByteArray& json)
{
    auto incoming = parseIncoming(notification(QLatin1String("m"), json));
    auto* told = incoming ? std::get_if<Notification>(&*incoming) : nullptr;
    return told ? std::optional<Body>(std::move(told->params)) : std::nullopt;
}

template <class T> void tryDecode(const Body& body)
{
    const auto decoded = decode<T>(body);
    if (!decoded) {
        promise(decoded.error().code == ErrorCode::InvalidParams, "a struct that does not fit is -32602");
        promise(!decoded.error().field.isEmpty(), "the first bad field is named");
        return;
    }
    const QByteArray bytes = encode(*decoded);
    const auto read = letIn(bytes);
    promise(read.has_value(), "what is encoded is let in", bytes);
    const auto again = decode<T>(*read);
    promise(again.ok(), "what is encoded can be decoded", bytes);
    promise(encode(*again) == bytes, "nothing changes on a second way", bytes);
}

std::vector<Target> makeTargets()
{
    std::vector<Target> targets;
    forEachType(AllMethods{}, [&]<class M>(std::type_identity<M>) {
        targets.push_back({QByteArray(M::method.data()) + " params", &tryDecode<typename M::Params>});
        targets.push_back({QByteArray(M::method.data()) + " result", &tryDecode<typename M::Result>});
    });
    forEachType(AllEvents{}, [&]<class E>(std::type_identity<E>) {
        targets.push_back({QByteArray(E::event.data()), &tryDecode<E>});
    });
    return targets;
}

} // namespace

void decoders(const uint8_t* data, size_t size)
{
    static const std::vector<Target> targets = makeTargets();
    const QByteArray input(reinterpret_cast<const char*>(data), qsizetype(size));
    const qsizetype newline = input.indexOf('\n');
    if (newline < 1)
        return;
    const auto body = letIn(input.sliced(newline + 1));
    if (!body)
        return;
    const QByteArray name = input.first(newline);
    for (const Target& target : targets) {
        if (target.name == name) {
            target.run(*body);
            return;
        }
    }
    targets[size_t(uchar(name.front())) % targets.size()].run(*body);
}

} // namespace madang::fuzz
