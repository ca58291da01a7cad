#pragma once

#include "shared/core/limits.h"
#include "shared/protocol/method.h"
#include "shared/protocol/shapes.h"

// What a server tells of itself, to anyone.
namespace madang::protocol {

inline constexpr QLatin1String kSubprotocol{"madang.v1"};

enum class Registration { Open, Closed };
template <> struct Words<Registration> {
    static constexpr std::array list{word(Registration::Open, "open"), word(Registration::Closed, "closed")};
};

struct RateInfo {
    static constexpr QLatin1String shape{"Rate"};
    double perSecond = 0;
    double burst = 0;

    template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
    {
        v("per_second", self.perSecond);
        v("burst", self.burst);
    }
    bool operator==(const RateInfo&) const = default;
};

// Limits as the wire tells them; the units are those of shared/core/limits.h.
struct LimitsInfo {
    static constexpr QLatin1String shape{"Limits"};
    int text = 0;
    int name = 0;
    int title = 0;
    int topic = 0;
    int handleMin = 0;
    int handleMax = 0;
    int passwordMin = 0;
    int passwordMax = 0;
    int frame = 0; // bytes of a client's text frame
    int serverFrame = 0; // bytes of the server's text frame
    int nesting = 0;
    qint64 upload = 0; // bytes of one file; 0: no uploads
    int roomCapacity = 0;
    int pageRooms = 0;
    int pageMessages = 0;
    int pageChanges = 0;
    int pageUsers = 0;
    int pageHits = 0;
    int searchQuery = 0;
    int searchWords = 0;
    int changesReset = 0;
    int viewedRooms = 0;
    int viewersListed = 0;
    int presenceRoom = 0;
    int reactions = 0; // different emoji on one message
    int reactionsOwn = 0; // of them, one person's
    int pins = 0; // of a room
    int streamKeep = 0;
    qint64 streamKeepMs = 0;
    int inFlight = 0;
    qint64 pingMs = 0;
    qint64 silenceMs = 0;
    qint64 authDeadlineMs = 0;
    qint64 typingMs = 0;
    qint64 keepMessagesMs = 0; // 0: for ever
    qint64 expiryMinMs = 0;
    qint64 expiryMaxMs = 0;
    RateInfo connectionRequests;
    RateInfo personMessages;
    RateInfo personRequests;
    RateInfo personSearches;
    RateInfo personDrafts;
    RateInfo personRooms;
    RateInfo addressLogins;
    RateInfo addressResumes;
    RateInfo addressConnections;

    [[nodiscard]] static LimitsInfo from(const Limits& limits);

    template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
    {
        v("text", self.text);
        v("name", self.name);
        v("title", self.title);
        v("topic", self.topic);
        v("handle_min", self.handleMin);
        v("handle_max", self.handleMax);
        v("password_min", self.passwordMin);
        v("password_max", self.passwordMax);
        v("frame", self.frame);
        v("server_frame", self.serverFrame);
        v("nesting", self.nesting);
        v("upload", self.upload);
        v("room_capacity", self.roomCapacity);
        v("page_rooms", self.pageRooms);
        v("page_messages", self.pageMessages);
        v("page_changes", self.pageChanges);
        v("page_users", self.pageUsers);
        v("page_hits", self.pageHits);
        v("search_query", self.searchQuery);
        v("search_words", self.searchWords);
        v("changes_reset", self.changesReset);
        v("viewed_rooms", self.viewedRooms);
        v("viewers_listed", self.viewersListed);
        v("presence_room", self.presenceRoom);
        v("reactions", self.reactions);
        v("reactions_own", self.reactionsOwn);
        v("pins", self.pins);
        v("stream_keep", self.streamKeep);
        v("stream_keep_ms", self.streamKeepMs);
        v("in_flight", self.inFlight);
        v("ping_ms", self.pingMs);
        v("silence_ms", self.silenceMs);
        v("auth_deadline_ms", self.authDeadlineMs);
        v("typing_ms", self.typingMs);
        v("keep_messages_ms", self.keepMessagesMs);
        v("expiry_min_ms", self.expiryMinMs);
        v("expiry_max_ms", self.expiryMaxMs);
        v("connection_requests", self.connectionRequests);
        v("person_messages", self.personMessages);
        v("person_requests", self.personRequests);
        v("person_searches", self.personSearches);
        v("person_drafts", self.personDrafts);
        v("person_rooms", self.personRooms);
        v("address_logins", self.addressLogins);
        v("address_resumes", self.addressResumes);
        v("address_connections", self.addressConnections);
    }
    bool operator==(const LimitsInfo&) const = default;
};

struct ServerInfo {
    static constexpr QLatin1String method{"server.info"};
    static constexpr QLatin1String summary{"Who this server is, what it can do and which limits it keeps."};
    static constexpr bool needsLogin = false;
    static constexpr auto errors = kNoErrors;
    using Params = Empty;
    struct Result {
        QString name;
        QString version;
        QString protocol = kSubprotocol;
        qint64 nowAt = 0;
        std::vector<QString> features;
        LimitsInfo limits;
        Registration registration = Registration::Open;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("name", self.name);
            v("version", self.version);
            v("protocol", self.protocol);
            v("now_at", self.nowAt);
            v("features", self.features);
            v("limits", self.limits);
            v("registration", self.registration);
        }
        bool operator==(const Result&) const = default;
    };
};

// A public Ed25519 key (RFC 8037 §2); `x` is base64url without padding.
struct Jwk {
    static constexpr QLatin1String shape{"Jwk"};
    QString kty = QStringLiteral("OKP");
    QString crv = QStringLiteral("Ed25519");
    QString x;
    QString kid;
    QString alg = QStringLiteral("EdDSA");
    QString use = QStringLiteral("sig");

    template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
    {
        v("kty", self.kty);
        v("crv", self.crv);
        v("x", self.x);
        v("kid", self.kid);
        v("alg", self.alg);
        v("use", self.use);
    }
    bool operator==(const Jwk&) const = default;
};

struct ServerKeys {
    static constexpr QLatin1String method{"server.keys"};
    static constexpr QLatin1String summary{
        "The public keys that access tokens are signed with, for services that check them."};
    static constexpr bool needsLogin = false;
    static constexpr auto errors = kNoErrors;
    using Params = Empty;
    struct Result {
        std::vector<Jwk> keys;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("keys", self.keys);
        }
        bool operator==(const Result&) const = default;
    };
};

struct RpcDiscover {
    static constexpr QLatin1String method{"rpc.discover"};
    static constexpr QLatin1String summary{"This protocol as an OpenRPC document."};
    static constexpr bool needsLogin = false;
    static constexpr auto errors = kNoErrors;
    using Params = Empty;
    using Result = QJsonObject;
};

} // namespace madang::protocol
