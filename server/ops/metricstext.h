#pragma once

#include <QtCore/QByteArray>
#include <initializer_list>
#include <utility>

namespace madang::server {

// A page of metrics in the text format 0.0.4 of Prometheus
// (https://prometheus.io/docs/instrumenting/exposition_formats/). Samples of one metric follow each other.
class MetricsText {
public:
    using Labels = std::initializer_list<std::pair<const char*, QByteArray>>;
    static constexpr const char* contentType = "text/plain; version=0.0.4; charset=utf-8";

    // Begins a metric: what only grows, or what goes up and down. `help` is one line.
    void counter(const char* name, const char* help) { begin(name, help, "counter"); }
    void gauge(const char* name, const char* help) { begin(name, help, "gauge"); }
    // A value of the metric that was begun last.
    void sample(double value, Labels labels = {});
    // A metric of one value.
    void counter(const char* name, const char* help, double value)
    {
        counter(name, help);
        sample(value);
    }
    void gauge(const char* name, const char* help, double value)
    {
        gauge(name, help);
        sample(value);
    }
    [[nodiscard]] const QByteArray& text() const noexcept { return m_text; }

private:
    void begin(const char* name, const char* help, const char* type);

    QByteArray m_text;
    const char* m_name = "";
};

} // namespace madang::server
