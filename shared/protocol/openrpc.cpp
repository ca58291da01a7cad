#include "shared/protocol/openrpc.h"

#include "shared/protocol/events.h"
#include "shared/protocol/methods.h"
#include "shared/protocol/schema.h"

#include <algorithm>

namespace madang::protocol {

namespace {

struct ErrorText {
    ErrorCode code;
    QLatin1String text;
};

// docs/PROTOCOL.md "Errors".
constexpr std::array kErrorTexts{
    ErrorText{ErrorCode::ParseError, QLatin1String("The frame is no JSON in UTF-8.")},
    ErrorText{ErrorCode::InvalidRequest, QLatin1String("The frame is no JSON-RPC 2.0 request.")},
    ErrorText{ErrorCode::MethodNotFound, QLatin1String("The server has no such method.")},
    ErrorText{
        ErrorCode::InvalidParams, QLatin1String("A field is missing or of the wrong type: data.field.")},
    ErrorText{ErrorCode::Unauthenticated, QLatin1String("Log in first, or again.")},
    ErrorText{ErrorCode::Forbidden, QLatin1String("This person may not do this.")},
    ErrorText{ErrorCode::NotFound, QLatin1String("There is no such thing for this person.")},
    ErrorText{ErrorCode::Conflict, QLatin1String("Something else is already there.")},
    ErrorText{ErrorCode::Expired, QLatin1String("The token is past its time.")},
    ErrorText{ErrorCode::TooLarge, QLatin1String("Larger than data.limit.")},
    ErrorText{ErrorCode::Invalid, QLatin1String("A value is refused: data.field.")},
    ErrorText{
        ErrorCode::Full, QLatin1String("The room is full, or the person is blocked by the asking one.")},
    ErrorText{ErrorCode::RateLimited, QLatin1String("Send the same again after data.retry_after_ms.")},
    ErrorText{
        ErrorCode::Internal, QLatin1String("The server failed; its log tells more under data.incident.")},
    ErrorText{ErrorCode::Unavailable, QLatin1String("Send the same again after data.retry_after_ms.")},
};

QJsonObject allErrors()
{
    QJsonObject errors;
    for (const ErrorText& entry : kErrorTexts) {
        errors.insert(reasonOf(entry.code),
            QJsonObject{{QStringLiteral("code"), int(entry.code)}, {QStringLiteral("message"), entry.text}});
    }
    return errors;
}

QJsonArray errorReferences(std::vector<ErrorCode> codes)
{
    std::sort(codes.begin(), codes.end());
    codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
    QJsonArray list;
    for (const ErrorCode code : codes) {
        list.append(QJsonObject{
            {QStringLiteral("$ref"), QString(QLatin1String("#/components/errors/") % reasonOf(code))}});
    }
    return list;
}

// Content descriptors; the specification wants the required ones first.
QJsonArray descriptors(std::vector<FieldSchema> fields)
{
    std::stable_partition(
        fields.begin(), fields.end(), [](const FieldSchema& field) { return field.required; });
    QJsonArray list;
    for (const FieldSchema& field : fields) {
        list.append(QJsonObject{{QStringLiteral("name"), field.name},
            {QStringLiteral("required"), field.required}, {QStringLiteral("schema"), field.schema}});
    }
    return list;
}

template <Method M> QJsonObject resultSchema(SchemaBuilder& builder)
{
    // The specification names this reference for service discovery.
    if constexpr (std::same_as<M, RpcDiscover>)
        return {{QStringLiteral("$ref"),
            QLatin1String("https://raw.githubusercontent.com/open-rpc/meta-schema/master/schema.json")}};
    else
        return builder.schemaOf<typename M::Result>();
}

template <Method M> QJsonObject describeMethod(SchemaBuilder& builder)
{
    std::vector<ErrorCode> errors(M::errors.begin(), M::errors.end());
    errors.insert(errors.end(),
        {ErrorCode::InvalidParams, ErrorCode::RateLimited, ErrorCode::Internal, ErrorCode::Unavailable});
    if (M::needsLogin)
        errors.push_back(ErrorCode::Unauthenticated);
    const QJsonObject result{{QStringLiteral("name"), QLatin1String("result")},
        {QStringLiteral("required"), true}, {QStringLiteral("schema"), resultSchema<M>(builder)}};
    return {{QStringLiteral("name"), M::method}, {QStringLiteral("summary"), M::summary},
        {QStringLiteral("paramStructure"), QLatin1String("by-name")},
        {QStringLiteral("params"), descriptors(builder.fieldsOf<typename M::Params>())},
        {QStringLiteral("result"), result}, {QStringLiteral("errors"), errorReferences(std::move(errors))},
        {QStringLiteral("x-needs-login"), M::needsLogin}};
}

template <Event E> QJsonObject describeEvent(SchemaBuilder& builder)
{
    return {{QStringLiteral("name"), E::event}, {QStringLiteral("summary"), E::summary},
        {QStringLiteral("x-counted"), E::counted},
        {QStringLiteral("params"), descriptors(builder.fieldsOf<E>())}};
}

QJsonObject makeDocument()
{
    SchemaBuilder builder;
    QJsonArray methods;
    forEachType(
        AllMethods{}, [&]<class M>(std::type_identity<M>) { methods.append(describeMethod<M>(builder)); });
    QJsonArray events;
    forEachType(
        AllEvents{}, [&]<class E>(std::type_identity<E>) { events.append(describeEvent<E>(builder)); });
    const QString description = QLatin1String("Chat over WebSocket at /ws, subprotocol ") % kSubprotocol
        % QLatin1String(". The server's notifications are listed under x-events.");
    const QJsonObject info{{QStringLiteral("title"), QLatin1String("Madang")},
        {QStringLiteral("version"), QLatin1String(MADANG_VERSION)},
        {QStringLiteral("description"), description}};
    return {{QStringLiteral("openrpc"), QLatin1String("1.2.6")}, {QStringLiteral("info"), info},
        {QStringLiteral("methods"), methods},
        {QStringLiteral("components"),
            QJsonObject{
                {QStringLiteral("schemas"), builder.shapes()}, {QStringLiteral("errors"), allErrors()}}},
        {QStringLiteral("x-events"), events}};
}

} // namespace

const QJsonObject& openRpcDocument()
{
    static const QJsonObject document = makeDocument();
    return document;
}

} // namespace madang::protocol
