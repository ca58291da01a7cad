#pragma once

#include "shared/protocol/fields.h"

#include <QtCore/QJsonObject>
#include <QtCore/QUuid>

// The things that methods and events speak of (docs/PROTOCOL.md "Shapes"). Times are milliseconds since
// 1970 UTC. What is std::optional is absent on the wire when unknown or none.
namespace madang::protocol {

enum class UserKind { Person, Bot };
enum class DeviceKind { Desktop, Mobile, Other };
enum class RoomKind { Direct, Group };
enum class RoomAccess { Invite, Open };
enum class MemberRole { Owner, Admin, Member };
enum class MessageKind { Text, System };

template <> struct Words<UserKind> {
    static constexpr std::array list{word(UserKind::Person, "person"), word(UserKind::Bot, "bot")};
};
template <> struct Words<DeviceKind> {
    static constexpr std::array list{word(DeviceKind::Desktop, "desktop"), word(DeviceKind::Mobile, "mobile"),
        word(DeviceKind::Other, "other")};
};
template <> struct Words<RoomKind> {
    static constexpr std::array list{word(RoomKind::Direct, "direct"), word(RoomKind::Group, "group")};
};
template <> struct Words<RoomAccess> {
    static constexpr std::array list{word(RoomAccess::Invite, "invite"), word(RoomAccess::Open, "open")};
};
template <> struct Words<MemberRole> {
    static constexpr std::array list{word(MemberRole::Owner, "owner"), word(MemberRole::Admin, "admin"),
        word(MemberRole::Member, "member")};
};
template <> struct Words<MessageKind> {
    static constexpr std::array list{word(MessageKind::Text, "text"), word(MessageKind::System, "system")};
};

// A params or a result without members.
struct Empty {
    template <class Self, class Visitor> static void fields(Self&, Visitor&) { }
    bool operator==(const Empty&) const = default;
};

struct User {
    static constexpr QLatin1String shape{"User"};
    UserId id;
    QString handle;
    QString name;
    std::optional<FileId> avatar;
    std::optional<QString> bio;
    UserKind kind = UserKind::Person;

    template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
    {
        v("id", self.id);
        v("handle", self.handle);
        v("name", self.name);
        v("avatar", self.avatar);
        v("bio", self.bio);
        v("kind", self.kind);
    }
    bool operator==(const User&) const = default;
};

// What a session runs on, in the words of its owner.
struct Device {
    static constexpr QLatin1String shape{"Device"};
    QString name;
    DeviceKind kind = DeviceKind::Other;

    template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
    {
        v("name", self.name);
        v("kind", self.kind);
    }
    bool operator==(const Device&) const = default;
};

struct Tokens {
    static constexpr QLatin1String shape{"Tokens"};
    SessionId session;
    QString accessToken;
    qint64 accessExpiresAt = 0;
    QString refreshToken;
    qint64 refreshExpiresAt = 0;

    template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
    {
        v("session", self.session);
        v("access_token", self.accessToken);
        v("access_expires_at", self.accessExpiresAt);
        v("refresh_token", self.refreshToken);
        v("refresh_expires_at", self.refreshExpiresAt);
    }
    bool operator==(const Tokens&) const = default;
};

struct SessionInfo {
    static constexpr QLatin1String shape{"Session"};
    SessionId id;
    Device device;
    qint64 createdAt = 0;
    qint64 seenAt = 0;
    QString address;
    bool current = false;

    template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
    {
        v("id", self.id);
        v("device", self.device);
        v("created_at", self.createdAt);
        v("seen_at", self.seenAt);
        v("address", self.address);
        v("current", self.current);
    }
    bool operator==(const SessionInfo&) const = default;
};

// Where a counted event sequence stands: how many events the client has received of it.
struct StreamMark {
    static constexpr QLatin1String shape{"Stream"};
    StreamId id;
    qint64 received = 0;

    template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
    {
        v("id", self.id);
        v("received", self.received);
    }
    bool operator==(const StreamMark&) const = default;
};

// The newest seq and rev of a room; both 0 in a room without messages.
struct Head {
    static constexpr QLatin1String shape{"Head"};
    qint64 seq = 0;
    qint64 rev = 0;

    template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
    {
        v("seq", self.seq);
        v("rev", self.rev);
    }
    bool operator==(const Head&) const = default;
};

struct Attachment {
    static constexpr QLatin1String shape{"Attachment"};
    FileId file;
    QString name;
    QString type;
    qint64 size = 0;
    std::optional<qint64> width;
    std::optional<qint64> height;
    std::optional<QString> preview;
    std::optional<qint64> expiresAt;

    template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
    {
        v("file", self.file);
        v("name", self.name);
        v("type", self.type);
        v("size", self.size);
        v("width", self.width);
        v("height", self.height);
        v("preview", self.preview);
        v("expires_at", self.expiresAt);
    }
    bool operator==(const Attachment&) const = default;
};

struct Reaction {
    static constexpr QLatin1String shape{"Reaction"};
    QString emoji;
    qint64 count = 0;
    std::optional<bool> mine; // absent in events, which are the same for everyone

    template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
    {
        v("emoji", self.emoji);
        v("count", self.count);
        v("mine", self.mine);
    }
    bool operator==(const Reaction&) const = default;
};

// Who wrote first what somebody else has passed on.
struct Forwarded {
    static constexpr QLatin1String shape{"Forwarded"};
    UserId user;
    QString name; // as it was then

    template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
    {
        v("user", self.user);
        v("name", self.name);
    }
    bool operator==(const Forwarded&) const = default;
};

struct Message {
    static constexpr QLatin1String shape{"Message"};
    RoomId room;
    qint64 seq = 0;
    qint64 rev = 0;
    std::optional<UserId> sender; // absent in system messages
    std::optional<QUuid> clientId; // absent in system messages
    qint64 sentAt = 0;
    MessageKind kind = MessageKind::Text;
    QString text; // empty when deleted, and in system messages
    std::optional<QJsonObject> event; // system messages: what happened, for the reader's language to say
    std::optional<qint64> replyTo;
    std::optional<std::vector<Attachment>> attachments;
    std::optional<std::vector<Reaction>> reactions;
    std::optional<qint64> editedAt;
    std::optional<qint64> deletedAt;
    std::optional<qint64> pinnedAt;
    std::optional<Forwarded> forwarded; // absent in what its sender has written

    template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
    {
        v("room", self.room);
        v("seq", self.seq);
        v("rev", self.rev);
        v("sender", self.sender);
        v("client_id", self.clientId);
        v("sent_at", self.sentAt);
        v("kind", self.kind);
        v("text", self.text);
        v("event", self.event);
        v("reply_to", self.replyTo);
        v("attachments", self.attachments);
        v("reactions", self.reactions);
        v("edited_at", self.editedAt);
        v("deleted_at", self.deletedAt);
        v("pinned_at", self.pinnedAt);
        v("forwarded", self.forwarded);
    }
    bool operator==(const Message&) const = default;
};

// What a room is to the person who asks.
struct RoomMe {
    static constexpr QLatin1String shape{"RoomMe"};
    MemberRole role = MemberRole::Member;
    qint64 readSeq = 0;
    qint64 unread = 0;
    qint64 mentions = 0;
    bool muted = false;

    template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
    {
        v("role", self.role);
        v("read_seq", self.readSeq);
        v("unread", self.unread);
        v("mentions", self.mentions);
        v("muted", self.muted);
    }
    bool operator==(const RoomMe&) const = default;
};

struct Room {
    static constexpr QLatin1String shape{"Room"};
    RoomId id;
    RoomKind kind = RoomKind::Group;
    QString title; // empty in direct rooms
    std::optional<QString> topic;
    std::optional<FileId> avatar;
    RoomAccess access = RoomAccess::Invite;
    qint64 capacity = 0;
    qint64 memberCount = 0;
    Head head;
    std::optional<Message> last;
    std::optional<User> peer; // the other person of a direct room
    std::optional<RoomMe> me; // absent only in a room.changed that goes to several people
    std::optional<qint64> expiresAfterMs; // the room's own rule for old messages

    template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
    {
        v("id", self.id);
        v("kind", self.kind);
        v("title", self.title);
        v("topic", self.topic);
        v("avatar", self.avatar);
        v("access", self.access);
        v("capacity", self.capacity);
        v("member_count", self.memberCount);
        v("head", self.head);
        v("last", self.last);
        v("peer", self.peer);
        v("me", self.me);
        v("expires_after_ms", self.expiresAfterMs);
    }
    bool operator==(const Room&) const = default;
};

struct Member {
    static constexpr QLatin1String shape{"Member"};
    User user;
    MemberRole role = MemberRole::Member;
    qint64 readSeq = 0;
    qint64 joinedAt = 0;

    template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
    {
        v("user", self.user);
        v("role", self.role);
        v("read_seq", self.readSeq);
        v("joined_at", self.joinedAt);
    }
    bool operator==(const Member&) const = default;
};

} // namespace madang::protocol
