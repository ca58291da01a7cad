#pragma once

#include "shared/protocol/fields.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>
#include <QtCore/QUuid>

// JSON Schema (draft 7) of the wire structs, from the same list of fields that encodes and decodes them.
namespace madang::protocol {

struct FieldSchema {
    QString name;
    bool required = true;
    QJsonObject schema;
};

// Builds schemas and gathers those of named shapes, which are referred to by `#/components/schemas/<name>`.
class SchemaBuilder {
public:
    template <class T> [[nodiscard]] QJsonObject schemaOf();
    // The fields of a struct in their order.
    template <FieldStruct T> [[nodiscard]] std::vector<FieldSchema> fieldsOf();
    [[nodiscard]] const QJsonObject& shapes() const noexcept { return m_shapes; }

private:
    [[nodiscard]] static QJsonObject typed(const char* type);
    [[nodiscard]] static QJsonObject idSchema();
    [[nodiscard]] static QJsonObject uuidSchema();
    [[nodiscard]] static QJsonObject integerSchema();
    [[nodiscard]] static QJsonObject wordSchema(const QJsonArray& words);
    [[nodiscard]] static QJsonObject arraySchema(const QJsonObject& items);
    [[nodiscard]] static QJsonObject objectSchema(const std::vector<FieldSchema>& fields);
    [[nodiscard]] static QJsonObject reference(QLatin1String shape);

    QJsonObject m_shapes;
};

namespace detail {

class FieldLister {
public:
    explicit FieldLister(SchemaBuilder& builder)
        : m_builder(builder)
    {
    }
    template <size_t N, class T> void operator()(const char (&name)[N], const T&)
    {
        if constexpr (IsOptional<T>)
            add(QString::fromLatin1(name, N - 1), false, m_builder.schemaOf<typename OptionalOf<T>::Inner>());
        else
            add(QString::fromLatin1(name, N - 1), true, m_builder.schemaOf<T>());
    }
    [[nodiscard]] std::vector<FieldSchema> take() { return std::move(m_fields); }

private:
    void add(const QString& name, bool required, QJsonObject schema);

    SchemaBuilder& m_builder;
    std::vector<FieldSchema> m_fields;
};

} // namespace detail

template <FieldStruct T> std::vector<FieldSchema> SchemaBuilder::fieldsOf()
{
    const T sample{};
    detail::FieldLister lister(*this);
    T::fields(sample, lister);
    return lister.take();
}

template <class T> QJsonObject SchemaBuilder::schemaOf()
{
    if constexpr (std::same_as<T, bool>) {
        return typed("boolean");
    } else if constexpr (IsInteger<T>) {
        return integerSchema();
    } else if constexpr (std::same_as<T, double>) {
        return typed("number");
    } else if constexpr (std::same_as<T, QString>) {
        return typed("string");
    } else if constexpr (std::same_as<T, QUuid>) {
        return uuidSchema();
    } else if constexpr (std::same_as<T, QJsonObject>) {
        return typed("object");
    } else if constexpr (IsId<T>) {
        return idSchema();
    } else if constexpr (WordEnum<T>) {
        QJsonArray words;
        for (const auto& entry : Words<T>::list)
            words.append(entry.text);
        return wordSchema(words);
    } else if constexpr (IsVector<T>) {
        return arraySchema(schemaOf<typename T::value_type>());
    } else if constexpr (requires { T::shape; }) {
        if (!m_shapes.contains(T::shape)) {
            const QJsonObject schema = objectSchema(fieldsOf<T>());
            m_shapes.insert(T::shape, schema);
        }
        return reference(T::shape);
    } else {
        return objectSchema(fieldsOf<T>());
    }
}

} // namespace madang::protocol
