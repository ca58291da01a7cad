#include "server/redis/respvalue.h"

#include <charconv>
#include <cmath>
#include <optional>

namespace madang::server {

namespace {

// The whole text as a number, or nothing.
std::optional<qint64> integerIn(const QByteArray& text) noexcept
{
    qint64 number = 0;
    const char* end = text.constData() + text.size();
    const auto [stop, failure] = std::from_chars(text.constData(), end, number);
    return failure == std::errc() && stop == end ? std::optional(number) : std::nullopt;
}

const RespValue& none() noexcept
{
    static const RespValue value;
    return value;
}

} // namespace

RespValue RespValue::ofText(Type type, QByteArray text)
{
    return {type, Data(std::move(text))};
}

RespValue RespValue::ofInteger(qint64 value)
{
    return {Type::Integer, Data(value)};
}

RespValue RespValue::ofDouble(double value)
{
    return {Type::Double, Data(value)};
}

RespValue RespValue::ofBoolean(bool value)
{
    return {Type::Boolean, Data(qint64(value))};
}

RespValue RespValue::ofElements(Type type, Elements elements)
{
    return {type, Data(std::move(elements))};
}

const QByteArray& RespValue::text() const noexcept
{
    static const QByteArray empty;
    const auto* text = std::get_if<QByteArray>(&m_data);
    return text ? *text : empty;
}

QByteArray RespValue::takeText() noexcept
{
    auto* text = std::get_if<QByteArray>(&m_data);
    return text ? std::move(*text) : QByteArray();
}

qint64 RespValue::integer(qint64 otherwise) const noexcept
{
    if (const auto* number = std::get_if<qint64>(&m_data))
        return *number;
    if (const auto* text = std::get_if<QByteArray>(&m_data))
        return integerIn(*text).value_or(otherwise);
    return otherwise;
}

double RespValue::number(double otherwise) const noexcept
{
    if (const auto* number = std::get_if<double>(&m_data))
        return *number;
    if (const auto* number = std::get_if<qint64>(&m_data))
        return double(*number);
    if (const auto* text = std::get_if<QByteArray>(&m_data)) {
        bool isNumber = false;
        const double number = text->toDouble(&isNumber);
        return isNumber ? number : otherwise;
    }
    return otherwise;
}

const RespValue::Elements& RespValue::elements() const noexcept
{
    static const Elements empty;
    const auto* elements = std::get_if<Elements>(&m_data);
    return elements ? *elements : empty;
}

RespValue::Elements RespValue::takeElements() noexcept
{
    auto* elements = std::get_if<Elements>(&m_data);
    return elements ? std::move(*elements) : Elements();
}

const RespValue& RespValue::at(size_t index) const noexcept
{
    const Elements& all = elements();
    return index < all.size() ? all[index] : none();
}

const RespValue& RespValue::find(QByteArrayView key) const noexcept
{
    const Elements& all = elements();
    for (size_t i = 0; i + 1 < all.size(); i += 2) {
        if (all[i].isText() && all[i].text() == key)
            return all[i + 1];
    }
    return none();
}

QByteArrayView RespValue::errorCode() const noexcept
{
    if (!isError())
        return {};
    const QByteArray& all = text();
    const qsizetype space = all.indexOf(' ');
    return QByteArrayView(all).first(space < 0 ? all.size() : space);
}

bool RespValue::operator==(const RespValue& other) const
{
    if (m_type != other.m_type)
        return false;
    if (const auto* number = std::get_if<double>(&m_data)) {
        const double second = std::get<double>(other.m_data);
        return *number == second || (std::isnan(*number) && std::isnan(second));
    }
    return m_data == other.m_data;
}

} // namespace madang::server
