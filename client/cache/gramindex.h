#pragma once

#include "shared/core/searchtext.h"
#include "shared/protocol/shapes.h"

#include <QtCore/QList>
#include <QtCore/QStringList>

namespace madang::client {

class SqliteFile;

// What is looked for among the messages of a copy.
struct CopyQuery {
    QString text;
    std::optional<RoomId> room;
    std::optional<UserId> sender;
    std::optional<qint64> beforeAt; // sent before, ms since 1970
    int limit = 30;
};

struct CopyHit {
    protocol::Message message;
    QList<search::Mark> marks; // what was found, in code points of the text
};

// The index by which messages of a copy are found: every gram of their texts (shared/core/searchtext.h), so
// that words of one or two characters are found in any script. A message that goes leaves its grams behind
// for a while; they lead nowhere, and are taken out a few at a time.
class GramIndex {
public:
    explicit GramIndex(SqliteFile& file)
        : m_file(file)
    {
    }
    [[nodiscard]] static QStringList schema();

    // Each false where it could not be written. `message` is the row's id.
    bool add(qint64 message, const QString& text);
    bool remove(qint64 message, const QString& text);
    // Takes out what up to `most` messages left behind.
    bool purge(int most);
    // Newest first.
    [[nodiscard]] QList<CopyHit> find(const CopyQuery& query);

private:
    SqliteFile& m_file;
};

} // namespace madang::client
