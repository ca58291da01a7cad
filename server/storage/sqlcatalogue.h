#pragma once

#include <QtCore/QHash>
#include <QtCore/QString>
#include <QtCore/QStringList>

namespace madang::server {

class Dialect;

// The statements of sql/*.sql by "file.name". A file is made of sections that begin with a line "-- name: x"
// or "-- fragment: x"; {x} in a statement is replaced by that fragment, whichever file it is in. The
// dialect's own files go before the common ones. Immutable once made; from any thread.
class SqlCatalogue {
public:
    explicit SqlCatalogue(const Dialect& dialect);
    // An unknown name ends the program: it is a mistake in our code that any test shows.
    [[nodiscard]] const QString& text(QLatin1String name) const;
    [[nodiscard]] QStringList names() const { return m_statements.keys(); }

private:
    void read(const QString& folder);
    [[nodiscard]] QString expanded(QString sql) const;

    QHash<QString, QString> m_fragments;
    QHash<QString, QString> m_statements;
};

// The statements of a script, without comments.
[[nodiscard]] QStringList splitStatements(const QString& script);

} // namespace madang::server
