#pragma once

#include "client/models/foundmodel.h"
#include "client/models/usersearchmodel.h"

#include <QtCore/QObject>

namespace madang::client {

class PeopleStore;
class RoomStore;

// Rooms and people that are meant by what somebody types: those that are known at once, by nameScore(); and
// whom the server finds, a moment later. The best first, among equals the one with the latest activity.
class Places : public QObject {
    Q_OBJECT

public:
    struct Bounds {
        qsizetype rooms = 30;
        qsizetype people = 10;
    };

    Places(RoomStore& rooms, PeopleStore& people, Bounds bounds, QObject* parent = nullptr);

    void setQuery(const QString& query);
    [[nodiscard]] QString query() const { return m_query; }
    // Without a query: the rooms with the latest activity.
    [[nodiscard]] QList<FoundRow> rows() const;
    // The server is asked for people.
    [[nodiscard]] bool isBusy() const { return m_found.isBusy(); }
    // Why it could not be; empty where all is well.
    [[nodiscard]] QString error() const { return m_found.error(); }

Q_SIGNALS:
    void changed();

private:
    struct Scored {
        int score = 0;
        FoundRow row;
    };
    [[nodiscard]] QList<Scored> rooms(const QString& words) const;
    [[nodiscard]] QList<Scored> people(const QString& words) const;
    static void take(QList<Scored> from, qsizetype most, QList<FoundRow>& to);

    RoomStore& m_rooms;
    PeopleStore& m_people;
    Bounds m_bounds;
    QString m_query;
    UserSearchModel m_found;
};

} // namespace madang::client
