#pragma once

#include "client/controllers/places.h"
#include "client/controllers/searchcontroller.h"

namespace madang::client {

// Switches rooms by a few letters: rooms and people, the best first; without letters the rooms in the order
// of their latest activity.
class SwitcherController : public QObject {
    Q_OBJECT
    Q_PROPERTY(QString query READ query WRITE setQuery NOTIFY changed)
    Q_PROPERTY(madang::client::FoundModel* found READ found CONSTANT)
    Q_PROPERTY(int count READ count NOTIFY changed)
    Q_PROPERTY(bool busy READ isBusy NOTIFY changed)
    // The switcher is on the screen: else it follows nothing.
    Q_PROPERTY(bool open READ isOpen WRITE setOpen NOTIFY changed)

public:
    SwitcherController(RoomStore& rooms, PeopleStore& people, QObject* parent = nullptr);

    [[nodiscard]] QString query() const { return m_places.query(); }
    void setQuery(const QString& query) { m_places.setQuery(query); }
    [[nodiscard]] FoundModel* found() { return &m_found; }
    [[nodiscard]] int count() const { return m_found.count(); }
    [[nodiscard]] bool isBusy() const { return m_places.isBusy(); }
    [[nodiscard]] bool isOpen() const { return m_open; }
    void setOpen(bool open);

Q_SIGNALS:
    void changed();

private:
    void follow();

    Places m_places;
    FoundModel m_found;
    bool m_open = false;
};

// What the window finds things by: the field above the rooms (rooms and people first, then messages of all
// rooms), the switcher, and the search beside a conversation.
class FindController : public QObject {
    Q_OBJECT
    Q_PROPERTY(QString query READ query WRITE setQuery NOTIFY changed)
    Q_PROPERTY(madang::client::FoundModel* found READ found CONSTANT)
    Q_PROPERTY(int count READ count NOTIFY changed)
    Q_PROPERTY(bool busy READ isBusy NOTIFY changed)
    Q_PROPERTY(bool offline READ isOffline NOTIFY changed)
    Q_PROPERTY(bool incomplete READ isIncomplete NOTIFY changed)
    Q_PROPERTY(bool empty READ isEmpty NOTIFY changed)
    Q_PROPERTY(QString error READ error NOTIFY changed)
    Q_PROPERTY(madang::client::SwitcherController* switcher READ switcher CONSTANT)
    Q_PROPERTY(madang::client::SearchController* search READ search CONSTANT)

public:
    explicit FindController(SearchParts parts, QObject* parent = nullptr);

    [[nodiscard]] QString query() const { return m_places.query(); }
    void setQuery(const QString& query);
    [[nodiscard]] FoundModel* found() { return &m_found; }
    [[nodiscard]] int count() const { return m_found.count(); }
    [[nodiscard]] bool isBusy() const;
    [[nodiscard]] bool isOffline() const { return m_messages.isOffline(); }
    [[nodiscard]] bool isIncomplete() const { return m_messages.isIncomplete(); }
    [[nodiscard]] bool isEmpty() const;
    [[nodiscard]] QString error() const;
    [[nodiscard]] SwitcherController* switcher() { return &m_switcher; }
    [[nodiscard]] SearchController* search() { return &m_search; }

    // The next page of messages.
    Q_INVOKABLE void more() { m_messages.more(); }

    void retranslate();

Q_SIGNALS:
    void changed();

private:
    void follow();

    Places m_places;
    MessageSearch m_messages;
    FoundModel m_found;
    SwitcherController m_switcher;
    SearchController m_search;
};

} // namespace madang::client
