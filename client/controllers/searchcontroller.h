#pragma once

#include "client/controllers/messagesearch.h"

namespace madang::client {

// The search for messages beside a conversation: what is looked for and where, what was found, and the way
// along it. Whoever hears led() opens the room and goes to the message.
class SearchController : public QObject {
    Q_OBJECT
    Q_PROPERTY(QString query READ query WRITE setQuery NOTIFY changed)
    // "" looks in all rooms.
    Q_PROPERTY(QString roomId READ roomId WRITE setRoomId NOTIFY changed)
    // "" is anybody.
    Q_PROPERTY(QString senderId READ senderId WRITE setSenderId NOTIFY changed)
    Q_PROPERTY(QString senderName READ senderName NOTIFY changed)
    // Sent before this time, ms since 1970; 0: whenever.
    Q_PROPERTY(qint64 before READ before WRITE setBefore NOTIFY changed)
    Q_PROPERTY(madang::client::FoundModel* found READ found CONSTANT)
    Q_PROPERTY(int count READ count NOTIFY changed)
    // The one that was chosen last, -1 where none was.
    Q_PROPERTY(int current READ current NOTIFY changed)
    Q_PROPERTY(bool busy READ isBusy NOTIFY changed)
    Q_PROPERTY(bool hasMore READ hasMore NOTIFY changed)
    // Only what this computer keeps was looked through.
    Q_PROPERTY(bool offline READ isOffline NOTIFY changed)
    // The server has not got round to everything yet.
    Q_PROPERTY(bool incomplete READ isIncomplete NOTIFY changed)
    // Looked for, and nothing fits.
    Q_PROPERTY(bool empty READ isEmpty NOTIFY changed)
    // In the language of the interface; empty where all is well.
    Q_PROPERTY(QString error READ error NOTIFY changed)

public:
    explicit SearchController(SearchParts parts, QObject* parent = nullptr);

    [[nodiscard]] QString query() const { return m_query; }
    void setQuery(const QString& query);
    [[nodiscard]] QString roomId() const;
    void setRoomId(const QString& roomId);
    [[nodiscard]] QString senderId() const;
    void setSenderId(const QString& senderId);
    [[nodiscard]] QString senderName() const;
    [[nodiscard]] qint64 before() const { return m_before; }
    void setBefore(qint64 before);
    [[nodiscard]] FoundModel* found() { return &m_found; }
    [[nodiscard]] int count() const { return m_found.count(); }
    [[nodiscard]] int current() const;
    [[nodiscard]] bool isBusy() const { return m_search.isBusy(); }
    [[nodiscard]] bool hasMore() const { return m_search.hasMore(); }
    [[nodiscard]] bool isOffline() const { return m_search.isOffline(); }
    [[nodiscard]] bool isIncomplete() const { return m_search.isIncomplete(); }
    [[nodiscard]] bool isEmpty() const { return m_search.isEmpty(); }
    [[nodiscard]] QString error() const;

    Q_INVOKABLE void more() { m_search.more(); }
    Q_INVOKABLE void clear();
    // Leads to one of what was found.
    Q_INVOKABLE void choose(int index);
    // To the next (1) or the one before (-1) from the one chosen last; the first one where none was. At the
    // last one the next page is asked for, and gone on to.
    Q_INVOKABLE void step(int delta);

    void retranslate() { Q_EMIT changed(); }

Q_SIGNALS:
    void changed();
    void led(const QString& roomId, qint64 seq);

private:
    void ask();
    void follow();

    SearchParts m_parts;
    QString m_query;
    RoomId m_room;
    UserId m_sender;
    qint64 m_before = 0;
    FoundModel m_found;
    MessageSearch m_search;
    std::optional<FoundRow::Key> m_chosen; // its row may move while pages come
    bool m_stepping = false; // a step waits for the next page
};

} // namespace madang::client
