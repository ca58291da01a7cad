#pragma once

#include <QtCore/QByteArray>
#include <variant>
#include <vector>

namespace madang::server {

// One value of Redis' serialization protocol, RESP2 or RESP3 (https://redis.io/docs/reference/protocol-spec).
// Strings are implicitly shared: copying one copies no bytes. Where a value is asked for what it is not, the
// answer is empty, zero or false.
class RespValue {
public:
    enum class Type : quint8 {
        Null, // RESP2's null bulk and null array, too
        Simple,
        Error, // simple or blob error
        Integer,
        Bulk,
        Array,
        Map, // elements: key, value, key, value …
        Set,
        Push,
        Double,
        Boolean,
        BigNumber, // text: its decimal digits
        Verbatim, // text without the three letters of its format
    };
    using Elements = std::vector<RespValue>;

    RespValue() noexcept = default; // null
    [[nodiscard]] static RespValue ofText(Type type, QByteArray text);
    [[nodiscard]] static RespValue ofInteger(qint64 value);
    [[nodiscard]] static RespValue ofDouble(double value);
    [[nodiscard]] static RespValue ofBoolean(bool value);
    [[nodiscard]] static RespValue ofElements(Type type, Elements elements);

    [[nodiscard]] Type type() const noexcept { return m_type; }
    [[nodiscard]] bool isNull() const noexcept { return m_type == Type::Null; }
    [[nodiscard]] bool isError() const noexcept { return m_type == Type::Error; }
    // Array, Map, Set or Push.
    [[nodiscard]] bool isAggregate() const noexcept { return std::holds_alternative<Elements>(m_data); }
    // Whether text() is this value: every type whose wire form is bytes, an error as well.
    [[nodiscard]] bool isText() const noexcept { return std::holds_alternative<QByteArray>(m_data); }

    [[nodiscard]] const QByteArray& text() const noexcept;
    [[nodiscard]] QByteArray takeText() noexcept;
    // An integer, a boolean as 0 or 1, or a text that is a decimal integer (HGET of a counter).
    [[nodiscard]] qint64 integer(qint64 otherwise = 0) const noexcept;
    // A double, an integer, or a text that is one (RESP2).
    [[nodiscard]] double number(double otherwise = 0) const noexcept;
    [[nodiscard]] bool boolean() const noexcept { return integer() != 0; }

    [[nodiscard]] const Elements& elements() const noexcept;
    [[nodiscard]] Elements takeElements() noexcept;
    [[nodiscard]] size_t size() const noexcept { return elements().size(); }
    // The element at `index`, or null past the end.
    [[nodiscard]] const RespValue& at(size_t index) const noexcept;
    // The value beside the key in a map, or in an array of pairs (what RESP2 gives instead); null if none.
    [[nodiscard]] const RespValue& find(QByteArrayView key) const noexcept;

    // The first word of an error ("WRONGTYPE"); empty for other values.
    [[nodiscard]] QByteArrayView errorCode() const noexcept;

    // Two NaN are equal here: what is compared is what came over the wire.
    [[nodiscard]] bool operator==(const RespValue& other) const;

private:
    using Data = std::variant<std::monostate, qint64, double, QByteArray, Elements>;

    RespValue(Type type, Data data) noexcept
        : m_data(std::move(data))
        , m_type(type)
    {
    }

    Data m_data;
    Type m_type = Type::Null;
};

} // namespace madang::server
