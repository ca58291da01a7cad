#include "server/storage/sqlarray.h"

#include "server/domain/storabletext.h"
#include "server/storage/dialect.h"

namespace madang::server {

void SqlArray::add(qint64 value)
{
    begin();
    m_literal += QString::number(value);
}

void SqlArray::add(const QString& value)
{
    begin();
    m_literal += u'"';
    const QString text = guarded(storableText(value));
    qsizetype plain = 0; // what is copied as it is begins here
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'"' || text[i] == u'\\') {
            m_literal += QStringView(text).mid(plain, i - plain);
            m_literal += u'\\';
            plain = i;
        }
    }
    m_literal += QStringView(text).mid(plain);
    m_literal += u'"';
}

void SqlArray::add(const QByteArray& value)
{
    if (value.isNull()) {
        addNull();
        return;
    }
    begin();
    m_literal += QLatin1String("\"\\\\x");
    m_literal += QLatin1String(value.toHex());
    m_literal += u'"';
}

void SqlArray::addNull()
{
    begin();
    m_literal += QLatin1String("NULL");
}

} // namespace madang::server
