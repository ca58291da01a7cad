#pragma once

#include <QtCore/QObject>
#include <QtCore/QSet>
#include <QtCore/QTimer>
#include <QtCore/QUuid>
#ifndef Q_MOC_RUN // moc of Qt 6.4 cannot read <concepts>
#include "client/stores/heldmessages.h"
#include "client/stores/messagewindow.h"
#include "client/stores/quotedmessages.h"
#include "shared/core/result.h"

#include <QCoro/QCoroTask>
#endif
#include <map>

namespace madang::client {

class Connection;
class LocalCopy;
class PeopleStore;
class RoomStore;

// The stretches of messages that are being looked at, one a room, and what fetches them: from the local
// copy what it holds, from the server the rest. At most `roomsMost` rooms and about `windowMost` messages
// of each are in memory.
class MessageStore : public QObject {
    Q_OBJECT

public:
    static constexpr int pageSize = 60;
    static constexpr qsizetype windowMost = 400;
    static constexpr size_t roomsMost = 8;

    enum class Page { Newest, Around, Older, Newer };

    // Without a copy everything comes from the server.
    MessageStore(Connection& connection, RoomStore& rooms, PeopleStore& people, LocalCopy* copy = nullptr,
        QObject* parent = nullptr);

    // Never null; not loaded where nothing was asked for yet.
    [[nodiscard]] const MessageWindow* window(madang::RoomId room);
    [[nodiscard]] bool isLoading(madang::RoomId room, Page page) const;

    // Brings a page; nothing happens where the same is under way or there is nothing to bring. What the
    // copy holds is shown at once, and is a success also without a connection.
    [[nodiscard]] QCoro::Task<Result<void>> load(madang::RoomId room, Page page, qint64 around = 0);

    // Whether the view stands at the newest message, so that old ones may go when new ones come.
    void setFollowing(madang::RoomId room, bool following);

    // A message as an event or an answer brought it.
    void apply(const protocol::Message& message);
    // After a break: fetches what every held stretch lacks. False where the connection broke again.
    [[nodiscard]] QCoro::Task<bool> catchUp();

    // Whether there are older (newer) messages that neither the copy has nor, without a connection, the
    // server can give now.
    [[nodiscard]] bool isOutOfReach(madang::RoomId room, Page page) const;

    [[nodiscard]] HeldMessages& held() noexcept { return m_held; }
    // A message that another one replies to, wherever it lies; changed() tells when more is known of it.
    [[nodiscard]] QuotedMessages::Quoted quoted(madang::RoomId room, qint64 seq);

    // I am not in this room any more.
    void forget(madang::RoomId room);
    void clear();

Q_SIGNALS:
    void changed(madang::RoomId room);
    void loadingChanged(madang::RoomId room);
    // A message came, or changed, whether or not its place is being looked at.
    void told(const madang::protocol::Message& message);
    // A message of mine is known to be stored.
    void mineStored(const QUuid& clientId);

private:
    struct Slot {
        MessageWindow window;
        quint64 born = 0; // tells it from an earlier one of the same room
        quint64 epoch = 0; // another one when the stretch begins anew
        std::map<Page, bool> loading;
        bool following = true;
        qint64 keepTo = 0; // while not following: what the person may be looking at goes up to here
        quint64 usedAt = 0;
    };

    Slot& slot(RoomId room);
    Slot* findSlot(RoomId room);
    void evict();
    void learn(const protocol::Message& message);
    void setLoading(RoomId room, Page page, bool on);
    enum class Served { Nothing, Part, Whole };
    // Where a page is wanted: of which slot, and of which stretch.
    struct Want {
        RoomId room;
        Page page;
        qint64 around = 0;
        quint64 born = 0;
        quint64 epoch = 0;
    };
    // Null where nobody wants it any more.
    Slot* wanted(const Want& want);
    QCoro::Task<Served> serve(Want want);
    QCoro::Task<Result<void>> fetch(Want want);
    void keep(const Slot& slot, const protocol::MessageHistory::Result& page);
    [[nodiscard]] std::optional<HeldMessages::Stretch> stretchFor(const Want& want, const Slot& slot) const;
    [[nodiscard]] bool isBehind(RoomId room) const;
    [[nodiscard]] qint64 headSeq(RoomId room) const;
    void merge(Slot& slot, Page page, const protocol::MessageHistory::Result& result);
    void trimLive(Slot& slot);
    QCoro::Task<bool> fetchChanges(RoomId room);
    // The rev from which on changes are missing; nothing where none of the room is held.
    [[nodiscard]] std::optional<qint64> knownTo(RoomId room) const;
    void takeChanges(RoomId room, qint64 since, const protocol::MessageChanges::Result& changes);
    QCoro::Task<bool> beginAnew(RoomId room);
    void fillGaps();

    Connection& m_connection;
    RoomStore& m_rooms;
    PeopleStore& m_people;
    std::map<RoomId, Slot> m_slots;
    HeldMessages m_held;
    QuotedMessages m_quoted;
    QSet<RoomId> m_filling; // changes are being asked for
    quint64 m_uses = 0;
    quint64 m_epochs = 0;
    QTimer m_gapTimer;
};

} // namespace madang::client
