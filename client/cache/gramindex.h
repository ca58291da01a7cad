#pragma once

#include "shared/core/searchtext.h"
#include "shared/protocol/shapes.h"

#include <QtCore/QList>
#include <QtCore/QStringList>
#include <QtCore/QVariant>

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
// that words of one or two characters are found in any script. A text costs about a hundred rows, so nothing
// waits for it: what is to be put in or taken out is noted, and done a few messages at a time by work().
class GramIndex {
public:
    explicit GramIndex(SqliteFile& file)
        : m_file(file)
    {
    }
    [[nodiscard]] static QStringList schema();

    // A message has this text now. Each false where it could not be written; `message` is the row's id.
    bool noteNew(qint64 message);
    // Before messages lose their texts, or go: all of the table for which the condition holds.
    bool noteGone(const QString& condition, const QVariantList& values);
    // Does what was noted for up to `most` messages.
    bool work(int most);
    [[nodiscard]] bool hasWork() const;
    // Newest first. What was noted last may be missing where very much was.
    [[nodiscard]] QList<CopyHit> find(const CopyQuery& query);

private:
    bool add(qint64 message, const QString& text);
    bool remove(qint64 message, const QString& text);
    bool addNoted(int most);
    bool removeNoted(int most);

    SqliteFile& m_file;
};

} // namespace madang::client
