#include "shared/protocol/encode.h"
#include "shared/protocol/events.h"
#include "shared/protocol/methods.h"
#include "shared/protocol/openrpc.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QRegularExpression>
#include <QtCore/QSet>
#include <QtTest/QTest>

using namespace madang;
using namespace madang::protocol;

namespace {

// Every "$ref" of the document that points into it.
void gatherReferences(const QJsonValue& value, QStringList& found)
{
    if (value.isArray()) {
        for (const QJsonValue item : value.toArray())
            gatherReferences(item, found);
    } else if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            if (it.key() == QLatin1String("$ref") && it.value().toString().startsWith(u'#'))
                found.append(it.value().toString());
            gatherReferences(it.value(), found);
        }
    }
}

QJsonValue resolve(const QJsonObject& document, const QString& reference)
{
    QJsonValue at = document;
    for (const QString& step : reference.mid(2).split(u'/'))
        at = at.toObject().value(step);
    return at;
}

int depthOf(const QJsonValue& value)
{
    int deepest = 0;
    if (value.isArray()) {
        for (const QJsonValue item : value.toArray())
            deepest = qMax(deepest, depthOf(item));
        return deepest + 1;
    }
    if (!value.isObject())
        return 0;
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        deepest = qMax(deepest, depthOf(it.value()));
    return deepest + 1;
}

} // namespace

class TestOpenRpc : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_document = openRpcDocument(); }

    void hasWhatTheSpecificationRequires()
    {
        QVERIFY(m_document.value(QLatin1String("openrpc")).toString().startsWith(QStringLiteral("1.2.")));
        const QJsonObject info = m_document.value(QLatin1String("info")).toObject();
        QVERIFY(!info.value(QLatin1String("title")).toString().isEmpty());
        QVERIFY(!info.value(QLatin1String("version")).toString().isEmpty());
        const QSet<QString> known{QStringLiteral("openrpc"), QStringLiteral("info"),
            QStringLiteral("methods"), QStringLiteral("components")};
        for (const QString& key : m_document.keys())
            QVERIFY2(known.contains(key) || key.startsWith(QLatin1String("x-")), qPrintable(key));
    }

    void describesEveryMethodOnce()
    {
        QSet<QString> names;
        for (const QJsonValue value : m_document.value(QLatin1String("methods")).toArray()) {
            const QJsonObject method = value.toObject();
            const QString name = method.value(QLatin1String("name")).toString();
            QVERIFY2(!names.contains(name), qPrintable(name));
            names.insert(name);
            QVERIFY2(method.value(QLatin1String("summary")).toString().endsWith(u'.'), qPrintable(name));
            QCOMPARE(method.value(QLatin1String("paramStructure")).toString(), QStringLiteral("by-name"));
            const QJsonObject result = method.value(QLatin1String("result")).toObject();
            QVERIFY2(!result.value(QLatin1String("name")).toString().isEmpty(), qPrintable(name));
            QVERIFY2(!result.value(QLatin1String("schema")).toObject().isEmpty(), qPrintable(name));
            QVERIFY2(!method.value(QLatin1String("errors")).toArray().isEmpty(), qPrintable(name));
        }
        forEachType(AllMethods{}, [&]<class M>(std::type_identity<M>) {
            static_assert(Method<M>);
            QVERIFY2(names.contains(M::method), M::method.data());
        });
        QCOMPARE(names.size(), int(AllMethods::size));
    }

    void describesEveryEventOnce()
    {
        QSet<QString> names;
        for (const QJsonValue value : m_document.value(QLatin1String("x-events")).toArray())
            names.insert(value.toObject().value(QLatin1String("name")).toString());
        forEachType(AllEvents{}, [&]<class E>(std::type_identity<E>) {
            static_assert(Event<E>);
            QVERIFY2(names.contains(E::event), E::event.data());
        });
        QCOMPARE(names.size(), int(AllEvents::size));
    }

    void namesAreOfTheContractsForm()
    {
        const QRegularExpression form(QStringLiteral("^[a-z]+\\.[a-z_]+$"));
        forEachType(AllMethods{}, [&]<class M>(std::type_identity<M>) {
            QVERIFY2(form.match(M::method).hasMatch(), M::method.data());
        });
        forEachType(AllEvents{}, [&]<class E>(std::type_identity<E>) {
            QVERIFY2(form.match(E::event).hasMatch(), E::event.data());
        });
    }

    void requiredParamsComeFirstAndAreUnique()
    {
        for (const QJsonValue value : m_document.value(QLatin1String("methods")).toArray()) {
            bool optionalSeen = false;
            QSet<QString> names;
            for (const QJsonValue param : value.toObject().value(QLatin1String("params")).toArray()) {
                const QString name = param.toObject().value(QLatin1String("name")).toString();
                const bool required = param.toObject().value(QLatin1String("required")).toBool();
                QVERIFY2(!(required && optionalSeen), qPrintable(name));
                QVERIFY2(!names.contains(name), qPrintable(name));
                QVERIFY2(
                    !param.toObject().value(QLatin1String("schema")).toObject().isEmpty(), qPrintable(name));
                optionalSeen = optionalSeen || !required;
                names.insert(name);
            }
        }
    }

    void everyReferenceLeadsSomewhere()
    {
        QStringList references;
        gatherReferences(m_document, references);
        QVERIFY(references.size() > 50);
        for (const QString& reference : references)
            QVERIFY2(resolve(m_document, reference).isObject(), qPrintable(reference));
    }

    void shapesAreThoseOfTheContract()
    {
        const QJsonObject schemas = resolve(m_document, QStringLiteral("#/components/schemas")).toObject();
        for (const char* shape : {"User", "Room", "Message", "Tokens", "Session", "Member"})
            QVERIFY2(schemas.contains(QLatin1String(shape)), shape);
        const QJsonObject room = schemas.value(QLatin1String("Room")).toObject();
        const QJsonArray required = room.value(QLatin1String("required")).toArray();
        QVERIFY(required.contains(QLatin1String("member_count")));
        QVERIFY(!required.contains(QLatin1String("topic")));
        const QJsonObject properties = room.value(QLatin1String("properties")).toObject();
        QCOMPARE(properties.value(QLatin1String("last")).toObject().value(QLatin1String("$ref")).toString(),
            QStringLiteral("#/components/schemas/Message"));
        QCOMPARE(properties.value(QLatin1String("access")).toObject().value(QLatin1String("enum")).toArray(),
            (QJsonArray{QStringLiteral("invite"), QStringLiteral("open")}));
    }

    void onlyWhatNeedsNoLoginMayLackTheErrorForIt()
    {
        const QJsonObject unauthenticated{
            {QStringLiteral("$ref"), QStringLiteral("#/components/errors/unauthenticated")}};
        for (const QJsonValue value : m_document.value(QLatin1String("methods")).toArray()) {
            const QJsonObject method = value.toObject();
            if (method.value(QLatin1String("x-needs-login")).toBool()) {
                QVERIFY2(method.value(QLatin1String("errors")).toArray().contains(unauthenticated),
                    qPrintable(method.value(QLatin1String("name")).toString()));
            }
        }
    }

    // What the contract lists under "Before a login", and nothing else, is served to strangers.
    void servedBeforeALogin()
    {
        QStringList open;
        forEachType(AllMethods{}, [&]<class M>(std::type_identity<M>) {
            if (!M::needsLogin)
                open.append(M::method);
        });
        open.sort();
        QCOMPARE(open,
            (QStringList{QStringLiteral("auth.login"), QStringLiteral("auth.refresh"),
                QStringLiteral("auth.register"), QStringLiteral("auth.resume"),
                QStringLiteral("rpc.discover"), QStringLiteral("server.info"),
                QStringLiteral("server.keys")}));
    }

    void fitsIntoAFrame()
    {
        const QByteArray bytes = encode(m_document);
        QVERIFY(bytes.size() < Limits().serverFrame);
        QJsonParseError error;
        QCOMPARE(QJsonDocument::fromJson(bytes, &error).object(), m_document);
        QCOMPARE(error.error, QJsonParseError::NoError);
        // The envelope's two levels come on top; our client takes 64.
        QVERIFY(depthOf(m_document) < 32);
    }

private:
    QJsonObject m_document;
};

QTEST_APPLESS_MAIN(TestOpenRpc)
#include "tst_openrpc.moc"
