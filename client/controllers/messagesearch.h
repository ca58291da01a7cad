#pragma once

#include "client/models/foundmodel.h"

#include <QtCore/QObject>
#include <QtCore/QSet>
#include <QtCore/QTimer>
#ifndef Q_MOC_RUN // moc of Qt 6.4 cannot read <concepts>
#include "client/stores/copysearch.h"
#include "shared/core/result.h"
#include "shared/protocol/searchmethods.h"

#include <QCoro/QCoroTask>
#endif

namespace madang::client {

class Connection;
class PeopleStore;
class RoomStore;

struct SearchParts {
    Connection& connection;
    RoomStore& rooms;
    PeopleStore& people;
    CopySearch& copy;
};

// Looks for messages: in the local copy at once, on the server after a pause in the typing. What the server
// answers replaces what the copy had; a message that both have is there once. While the server has not told
// everything, what only the copy has stays below. An answer to what was asked before the last ask() is
// given up, and of the copy one question is under way at most.
class MessageSearch : public QObject {
    Q_OBJECT

public:
    static constexpr int pauseMs = 200;
    static constexpr int pageSize = 20;

    struct Asked {
        QString text;
        RoomId room; // null: all of mine
        UserId sender; // null: anybody
        qint64 beforeAt = 0; // sent before, ms since 1970; 0: whenever
        bool operator==(const Asked&) const = default;
    };

    explicit MessageSearch(SearchParts parts, QObject* parent = nullptr);

    // A text without anything to look for ends the search.
    void ask(const Asked& asked);
    [[nodiscard]] const Asked& asked() const noexcept { return m_asked; }
    // The next page; nothing happens while one is under way, or there is none.
    void more();

    // In a search of one room by sender, else by room.
    [[nodiscard]] QList<FoundRow> rows() const;
    // Something is asked for, and the answer not there yet.
    [[nodiscard]] bool isBusy() const noexcept { return m_busy; }
    [[nodiscard]] bool hasMore() const noexcept;
    // The server cannot be asked: this is what the copy has.
    [[nodiscard]] bool isOffline() const noexcept { return m_offline; }
    // The server has not indexed everything yet.
    [[nodiscard]] bool isIncomplete() const noexcept { return m_incomplete; }
    // Whoever could be asked has answered, and nothing fits.
    [[nodiscard]] bool isEmpty() const;
    [[nodiscard]] const std::optional<Error>& error() const noexcept { return m_error; }

Q_SIGNALS:
    void changed();

private:
    struct Found {
        protocol::Message message;
        search::Snippet snippet;
    };
    // Pages without a hit are gone through until there are some, or so many were seen.
    static constexpr int emptyPagesMost = 5;

    void clear();
    void findInCopy();
    QCoro::Task<void> runCopy();
    void takeFromCopy(QList<CopyHit> hits);
    QCoro::Task<void> askServer(quint64 turn, std::optional<QString> after, int emptyPages);
    void refused(const Error& error);
    [[nodiscard]] bool serverToldAll() const;
    [[nodiscard]] FoundRow rowOf(const Found& found) const;
    void requirePeople(const QList<Found>& found);

    SearchParts m_parts;
    Asked m_asked;
    quint64 m_turn = 0; // grows with each question: answers to earlier ones have no say
    QList<Found> m_fromServer;
    QList<Found> m_fromCopy;
    std::optional<QString> m_next;
    bool m_busy = false;
    bool m_answered = false; // the server, to this question
    bool m_offline = false;
    bool m_incomplete = false;
    std::optional<Error> m_error;
    bool m_copyRuns = false;
    bool m_copyAgain = false;
    bool m_copyAnswered = false;
    bool m_copyEnds = false; // it has nothing older
    QTimer m_pause;
};

} // namespace madang::client
