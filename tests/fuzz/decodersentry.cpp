#include "tests/fuzz/entries.h"

#include "shared/protocol/decode.h"
#include "shared/protocol/encode.h"
#include "shared/protocol/events.h"
#include "shared/protocol/methods.h"
#include "tests/fuzz/promise.h"

#include <QtCore/QJsonDocument>

using namespace madang;
using namespace madang::protocol;

namespace madang::fuzz {

namespace {

struct Target {
    QByteArray name;
    void (*run)(const QJsonObject&);
};

template <class T>
void tryDecode(const QJsonObject& object)
{
    const auto decoded = decode<T>(object);
    if (!decoded) {
        promise(decoded.error().code == ErrorCode::InvalidParams, "a struct that does not fit is -32602");
        promise(!decoded.error().field.isEmpty(), "the first bad field is named");
        return;
    }
    const QByteArray bytes = encode(*decoded);
    QJsonParseError error;
    const QJsonObject read = QJsonDocument::fromJson(bytes, &error).object();
    promise(error.error == QJsonParseError::NoError, "what is encoded is JSON", bytes);
    const auto again = decode<T>(read);
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
    const QJsonDocument document = QJsonDocument::fromJson(input.sliced(newline + 1));
    if (!document.isObject())
        return;
    const QByteArray name = input.first(newline);
    for (const Target& target : targets) {
        if (target.name == name) {
            target.run(document.object());
            return;
        }
    }
    targets[size_t(uchar(name.front())) % targets.size()].run(document.object());
}

} // namespace madang::fuzz
