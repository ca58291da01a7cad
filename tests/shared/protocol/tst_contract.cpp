#include "shared/protocol/events.h"
#include "shared/protocol/methods.h"
#include "shared/protocol/schema.h"

#include <QtTest/QTest>
#include <map>
#include <string>

using namespace madang;
using namespace madang::protocol;

namespace {

// docs/PROTOCOL.md once more, as data: names on the wire are fixed, and a field that a struct forgets to list
// would pass every round trip. `?`: may be absent.
const std::map<std::string, std::string> kContract{
    {"User", "id handle name avatar? bio? kind"},
    {"Device", "name kind"},
    {"Tokens", "session access_token access_expires_at refresh_token refresh_expires_at"},
    {"Session", "id device created_at seen_at address current"},
    {"Stream", "id received"},
    {"Head", "seq rev"},
    {"Attachment", "file name type size width? height? preview? expires_at?"},
    {"Reaction", "emoji count mine?"},
    {"Message",
        "room seq rev sender? client_id? sent_at kind text event? reply_to? attachments? reactions? "
        "edited_at? deleted_at? pinned_at? forwarded?"},
    {"Forwarded", "user name"},
    {"Draft", "room text reply_to? rev changed_at"},
    {"RoomMe", "role read_seq unread mentions muted"},
    {"Room",
        "id kind title topic? avatar? access capacity member_count head last? peer? me? "
        "expires_after_ms?"},
    {"Member", "user role read_seq joined_at"},
    {"Rate", "per_second burst"},
    {"Limits",
        "text name title topic handle_min handle_max password_min password_max frame server_frame "
        "nesting upload room_capacity page_rooms page_messages page_changes page_users page_hits "
        "search_query "
        "search_words changes_reset "
        "viewed_rooms viewers_listed presence_room reactions reactions_own pins stream_keep stream_keep_ms "
        "in_flight ping_ms silence_ms "
        "auth_deadline_ms typing_ms keep_messages_ms expiry_min_ms expiry_max_ms "
        "connection_requests person_messages person_requests person_searches person_drafts person_rooms "
        "address_logins "
        "address_resumes "
        "address_connections"},
    {"Presence", "user state seen_at?"},
    {"Jwk", "kty crv x kid alg use"},
    {"server.info params", ""},
    {"server.info result", "name version protocol now_at features limits registration"},
    {"server.keys params", ""},
    {"server.keys result", "keys"},
    {"rpc.discover params", ""},
    {"auth.register params", "handle password name device"},
    {"auth.register result", "user tokens stream"},
    {"auth.login params", "handle password device"},
    {"auth.login result", "user tokens stream"},
    {"auth.refresh params", "refresh_token"},
    {"auth.refresh result", "user tokens"},
    {"auth.resume params", "access_token stream?"},
    {"auth.resume result", "user session stream resumed"},
    {"stream.ack params", "received"},
    {"stream.ack result", ""},
    {"auth.logout params", ""},
    {"auth.logout result", ""},
    {"auth.sessions params", ""},
    {"auth.sessions result", "sessions"},
    {"auth.revoke params", "session"},
    {"auth.revoke result", ""},
    {"auth.change_password params", "old new"},
    {"auth.change_password result", ""},
    {"auth.delete_account params", "password"},
    {"auth.delete_account result", ""},
    {"user.me params", ""},
    {"user.me result", "user"},
    {"user.get params", "user"},
    {"user.get result", "user"},
    {"user.search params", "query after? limit?"},
    {"user.search result", "users next?"},
    {"room.create params", "kind user? title? members? topic? access? capacity? client_id?"},
    {"room.create result", "room"},
    {"room.list params", "after? limit?"},
    {"room.list result", "rooms next?"},
    {"room.get params", "room after? limit?"},
    {"room.get result", "room members next?"},
    {"room.leave params", "room"},
    {"room.leave result", ""},
    {"room.set_expiry params", "room after_ms"},
    {"room.set_expiry result", "room"},
    {"room.read params", "room seq"},
    {"room.read result", "read_seq unread"},
    {"room.typing params", "room on"},
    {"room.typing result", ""},
    {"room.enter params", "room"},
    {"room.enter result", ""},
    {"room.exit params", "room"},
    {"room.exit result", ""},
    {"room.viewers params", "room"},
    {"room.viewers result", "users count"},
    {"presence.set params", "state"},
    {"presence.set result", "state"},
    {"presence.get params", "users"},
    {"presence.get result", "states"},
    {"message.send params", "room client_id text reply_to? attachments?"},
    {"message.send result", "message"},
    {"message.edit params", "room seq text"},
    {"message.edit result", "message"},
    {"message.delete params", "room seq"},
    {"message.delete result", "message"},
    {"message.history params", "room before? after? around? limit?"},
    {"message.history result", "messages has_before has_after head"},
    {"message.changes params", "room since limit?"},
    {"message.changes result", "reset? messages? rev? more? head"},
    {"message.search params", "query room? sender? before_at? after? limit?"},
    {"message.search result", "hits next? incomplete?"},
    {"message.react params", "room seq emoji on"},
    {"message.react result", "message"},
    {"message.pin params", "room seq on"},
    {"message.pin result", "message"},
    {"message.pins params", "room after? limit?"},
    {"message.pins result", "messages next?"},
    {"message.edits params", "room seq after? limit?"},
    {"message.edits result", "edits next?"},
    {"message.forward params", "room seq to client_id"},
    {"message.forward result", "message"},
    {"draft.set params", "room text reply_to?"},
    {"draft.set result", "draft"},
    {"draft.list params", "after? limit?"},
    {"draft.list result", "drafts next?"},
    {"Replaced", "text edited_at"},
    {"Hit", "message snippet"},
    {"Snippet", "text marks"},
    {"Mark", "offset length"},
    {"message.created", "message"},
    {"message.changed", "message"},
    {"room.changed", "room"},
    {"room.removed", "room reason"},
    {"member.changed", "room member left?"},
    {"read.changed", "room user seq"},
    {"draft.changed", "draft"},
    {"typing.changed", "room user on"},
    {"presence.changed", "user state seen_at?"},
    {"viewers.changed", "room users count"},
    {"session.ending", "reason retry_after_ms? device? address?"},
};

template <class T> std::string fieldsOf()
{
    QString list;
    SchemaBuilder builder;
    for (const FieldSchema& field : builder.fieldsOf<T>()) {
        if (!list.isEmpty())
            list += u' ';
        list += field.name;
        if (!field.required)
            list += u'?';
    }
    return list.toStdString();
}

std::map<std::string, std::string> whatThereIs()
{
    std::map<std::string, std::string> all{{"User", fieldsOf<User>()}, {"Device", fieldsOf<Device>()},
        {"Tokens", fieldsOf<Tokens>()}, {"Session", fieldsOf<SessionInfo>()},
        {"Stream", fieldsOf<StreamMark>()}, {"Head", fieldsOf<Head>()},
        {"Attachment", fieldsOf<Attachment>()}, {"Reaction", fieldsOf<Reaction>()},
        {"Message", fieldsOf<Message>()}, {"Forwarded", fieldsOf<Forwarded>()}, {"Draft", fieldsOf<Draft>()},
        {"Replaced", fieldsOf<Replaced>()}, {"RoomMe", fieldsOf<RoomMe>()}, {"Room", fieldsOf<Room>()},
        {"Member", fieldsOf<Member>()}, {"Rate", fieldsOf<RateInfo>()}, {"Limits", fieldsOf<LimitsInfo>()},
        {"Jwk", fieldsOf<Jwk>()}, {"Presence", fieldsOf<PersonPresence>()}, {"Hit", fieldsOf<Hit>()},
        {"Snippet", fieldsOf<Snippet>()}, {"Mark", fieldsOf<TextMark>()}};
    forEachType(AllMethods{}, [&]<class M>(std::type_identity<M>) {
        const std::string name = M::method.data();
        all[name + " params"] = fieldsOf<typename M::Params>();
        // The OpenRPC document is free form.
        if constexpr (FieldStruct<typename M::Result>)
            all[name + " result"] = fieldsOf<typename M::Result>();
    });
    forEachType(AllEvents{}, [&]<class E>(std::type_identity<E>) { all[E::event.data()] = fieldsOf<E>(); });
    return all;
}

} // namespace

class TestContract : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyStructIsAsTheContractSays_data()
    {
        QTest::addColumn<QString>("there");
        QTest::addColumn<QString>("agreed");
        auto agreed = kContract;
        for (const auto& [name, fields] : whatThereIs()) {
            const auto found = agreed.find(name);
            QTest::newRow(name.c_str()) << QString::fromStdString(fields)
                                        << (found == agreed.end() ? QStringLiteral("not in the contract")
                                                                  : QString::fromStdString(found->second));
            agreed.erase(name);
        }
        for (const auto& [name, fields] : agreed)
            QTest::newRow(name.c_str()) << QStringLiteral("not there") << QString::fromStdString(fields);
    }
    void everyStructIsAsTheContractSays()
    {
        QFETCH(QString, there);
        QFETCH(QString, agreed);
        QCOMPARE(there, agreed);
    }

    // Both sides count events; one that they disagree on would lose or double everything after it.
    void onlyTypingAndPresenceArePassing()
    {
        const QStringList passing{QStringLiteral("typing.changed"), QStringLiteral("presence.changed"),
            QStringLiteral("viewers.changed")};
        forEachType(AllEvents{}, [&]<class E>(std::type_identity<E>) {
            QVERIFY2(E::counted != passing.contains(E::event), E::event.data());
        });
    }

    void words()
    {
        QCOMPARE(wordList<UserKind>(), QStringLiteral("person, bot"));
        QCOMPARE(wordList<DeviceKind>(), QStringLiteral("desktop, mobile, other"));
        QCOMPARE(wordList<RoomKind>(), QStringLiteral("direct, group"));
        QCOMPARE(wordList<RoomAccess>(), QStringLiteral("invite, open"));
        QCOMPARE(wordList<MemberRole>(), QStringLiteral("owner, admin, member"));
        QCOMPARE(wordList<MessageKind>(), QStringLiteral("text, system"));
        QCOMPARE(wordList<Registration>(), QStringLiteral("open, closed"));
        QCOMPARE(wordList<PresenceState>(), QStringLiteral("online, away, offline, invisible"));
        QCOMPARE(wordList<OwnPresence>(), QStringLiteral("online, away, invisible"));
        QCOMPARE(toWord(MemberRole::Admin), QLatin1String("admin"));
        QCOMPARE(fromWord<MemberRole>(u"admin"), std::optional(MemberRole::Admin));
        QVERIFY(!fromWord<MemberRole>(u"Admin"));
    }
};

QTEST_APPLESS_MAIN(TestContract)
#include "tst_contract.moc"
