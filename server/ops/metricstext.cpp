#include "server/ops/metricstext.h"

#include <cmath>

namespace madang::server {

namespace {

QByteArray number(double value)
{
    // Counters are whole; 2^53 and beyond are not met.
    if (std::floor(value) == value && std::abs(value) < 9e15)
        return QByteArray::number(qint64(value));
    return QByteArray::number(value, 'g', 12);
}

QByteArray escaped(QByteArray value)
{
    return value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
}

} // namespace

void MetricsText::begin(const char* name, const char* help, const char* type)
{
    m_name = name;
    m_text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    m_text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
}

void MetricsText::sample(double value, Labels labels)
{
    m_text.append(m_name);
    char before = '{';
    for (const auto& [label, text] : labels) {
        m_text.append(before).append(label).append("=\"").append(escaped(text)).append('"');
        before = ',';
    }
    if (before == ',')
        m_text.append('}');
    m_text.append(' ').append(number(value)).append('\n');
}

} // namespace madang::server
