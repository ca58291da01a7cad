#include "shared/protocol/schema.h"

namespace madang::protocol {

namespace {
constexpr qint64 kExact = qint64(1) << 53;
} // namespace

QJsonObject SchemaBuilder::typed(const char* type)
{
    return {{QStringLiteral("type"), QLatin1String(type)}};
}

QJsonObject SchemaBuilder::idSchema()
{
    QJsonObject schema = typed("string");
    schema.insert(QLatin1String("pattern"), QStringLiteral("^[A-Za-z0-9_-]{1,%1}$").arg(kIdLength));
    return schema;
}

QJsonObject SchemaBuilder::uuidSchema()
{
    QJsonObject schema = typed("string");
    schema.insert(QLatin1String("format"), QLatin1String("uuid"));
    return schema;
}

QJsonObject SchemaBuilder::integerSchema()
{
    QJsonObject schema = typed("integer");
    schema.insert(QLatin1String("minimum"), -kExact);
    schema.insert(QLatin1String("maximum"), kExact);
    return schema;
}

QJsonObject SchemaBuilder::wordSchema(const QJsonArray& words)
{
    QJsonObject schema = typed("string");
    schema.insert(QLatin1String("enum"), words);
    return schema;
}

QJsonObject SchemaBuilder::arraySchema(const QJsonObject& items)
{
    QJsonObject schema = typed("array");
    schema.insert(QLatin1String("items"), items);
    return schema;
}

QJsonObject SchemaBuilder::objectSchema(const std::vector<FieldSchema>& fields)
{
    QJsonObject properties;
    QJsonArray required;
    for (const FieldSchema& field : fields) {
        properties.insert(field.name, field.schema);
        if (field.required)
            required.append(field.name);
    }
    QJsonObject schema = typed("object");
    schema.insert(QLatin1String("properties"), properties);
    schema.insert(QLatin1String("required"), required);
    return schema;
}

QJsonObject SchemaBuilder::reference(QLatin1String shape)
{
    return {{QStringLiteral("$ref"), QString(QLatin1String("#/components/schemas/") % shape)}};
}

namespace detail {

void FieldLister::add(const QString& name, bool required, QJsonObject schema)
{
    if (name.endsWith(QLatin1String("_at")))
        schema.insert(QLatin1String("description"), QLatin1String("Milliseconds since 1970 UTC."));
    m_fields.push_back({name, required, std::move(schema)});
}

} // namespace detail
} // namespace madang::protocol
