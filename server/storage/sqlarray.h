#pragma once

#include "shared/core/id.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <QtCore/QUuid>
#include <QtCore/QVariant>

namespace madang::server {

// An array of PostgreSQL as a literal (https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO), which
// is the one way in which QPSQL takes many values at once: bound where the statement says ?::bigint[] and the
// like.
class SqlArray {
public:
    void add(qint64 value);
    // As Statement binds them: null ids, UUIDs and byte arrays are NULL, texts never are.
    void add(const QString& value);
    void add(const QByteArray& value);
    void add(const QUuid& value) { add(value.isNull() ? QByteArray() : value.toRfc4122()); }
    template <class Tag> void add(Id<Tag> id)
    {
        if (id.isNull()) {
            addNull();
        } else {
            add(qint64(id.value()));
        }
    }
    void addNull();
    [[nodiscard]] bool isEmpty() const noexcept { return m_literal.isEmpty(); }
    // To be bound.
    [[nodiscard]] QVariant literal() const
    {
        return QString((isEmpty() ? QStringLiteral("{") : m_literal) + u'}');
    }
    void clear() { m_literal.clear(); }

private:
    void begin() { m_literal += isEmpty() ? u'{' : u','; }

    QString m_literal; // without the last brace
};

} // namespace madang::server
