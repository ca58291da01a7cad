#include "tests/bench/report.h"

#include "tests/bench/epollloop.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QSysInfo>
#include <QtCore/QThread>
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <functional>
#include <unistd.h>

namespace madang::bench {

namespace {

std::string number(double value, int decimals = 0)
{
    char text[48];
    std::snprintf(text, sizeof text, "%.*f", decimals, value);
    std::string result(text);
    // 12,345 reads better than 12345.
    for (std::size_t at = std::min(result.find('.'), result.size()); at > 3 && result[at - 4] != '-';) {
        at -= 3;
        result.insert(at, 1, ',');
    }
    return result;
}

std::string milliseconds(std::int64_t ns)
{
    const double ms = double(ns) / 1e6;
    return number(ms, ms < 10 ? 2 : ms < 100 ? 1 : 0);
}

std::string quantiles(const Histogram& histogram)
{
    if (histogram.count() == 0)
        return "–";
    return milliseconds(histogram.quantile(0.5)) + " / " + milliseconds(histogram.quantile(0.99)) + " / "
        + milliseconds(histogram.quantile(0.999)) + " / " + milliseconds(histogram.max());
}

template <class Key, class Count> std::string counts(const std::map<Key, Count>& map)
{
    std::string text;
    for (const auto& [key, count] : map)
        text += (text.empty() ? "" : ", ") + std::to_string(count) + " × " + std::to_string(key);
    return text.empty() ? "0" : text;
}

std::string megabytes(std::int64_t bytes)
{
    return bytes == 0 ? "–" : number(double(bytes) / 1048576, 0) + " MB";
}

// CPU per delivery is what says how far a machine of another size gets.
std::string cpu(const Measurement& m)
{
    if (m.serverCpuSeconds == 0)
        return "–";
    const auto work = m.name == "acks" ? m.acknowledged : m.verdict.delivered;
    return number(m.serverCpuSeconds, 1) + " ("
        + number(m.serverCpuSeconds * 1e5 / std::max(1.0, double(work)), 2) + ")";
}

struct Figure {
    std::string name;
    std::function<std::string(const Measurement&)> of;
};

std::vector<Figure> figures()
{
    return {
        {"figure", [](const Measurement& m) { return m.load; }},
        {"online, rooms of",
            [](const Measurement& m) { return number(m.people) + ", " + number(m.roomSize); }},
        {"sent, seconds",
            [](const Measurement& m) { return number(double(m.sent)) + ", " + number(m.sendingSeconds); }},
        {"acknowledged (durable)", [](const Measurement& m) { return number(double(m.acknowledged)); }},
        {"refused, unanswered",
            [](const Measurement& m) { return counts(m.refused) + ", " + number(double(m.unanswered)); }},
        {"delivered of expected",
            [](const Measurement& m) {
                return number(double(m.verdict.delivered)) + " of " + number(double(m.verdict.expected));
            }},
        {"lost / doubled / out of order / differing",
            [](const Measurement& m) {
                return number(double(m.verdict.lost)) + " / " + number(double(m.verdict.doubled)) + " / "
                    + number(double(m.verdict.misordered)) + " / " + number(double(m.verdict.disagreeing));
            }},
        {"connections that ended (code)", [](const Measurement& m) { return counts(m.closings); }},
        {"send → delivered, ms: p50 / p99 / p99.9 / max",
            [](const Measurement& m) { return quantiles(m.delivery); }},
        {"send → durable, ms: p50 / p99 / p99.9 / max",
            [](const Measurement& m) { return quantiles(m.answer); }},
        {"deliveries/s", [](const Measurement& m) { return number(m.deliveriesPerSecond); }},
        {"acknowledgements/s", [](const Measurement& m) { return number(m.answersPerSecond); }},
        {"server CPU s (per 100,000 deliveries or acks)", cpu},
        {"server RSS now, peak",
            [](const Measurement& m) { return megabytes(m.residentBytes) + ", " + megabytes(m.peakBytes); }},
        {"server RSS per connection",
            [](const Measurement& m) {
                return m.bytesPerConnection == 0 ? "–"
                                                 : number(double(m.bytesPerConnection) / 1024, 1) + " KB";
            }},
        {"connects and sign-ins/s", [](const Measurement& m) { return number(m.signInsPerSecond); }},
        {"generator: CPU, late at p99",
            [](const Measurement& m) {
                return number(m.ownCpuShare * 100) + " %, " + milliseconds(m.ownLagNs()) + " ms";
            }},
    };
}

// Characters, not bytes: the table has arrows and dashes.
std::size_t width(const std::string& text)
{
    return std::size_t(
        std::count_if(text.begin(), text.end(), [](char byte) { return (byte & 0xc0) != 0x80; }));
}

QJsonObject quantilesObject(const Histogram& histogram)
{
    const auto ms = [](std::int64_t ns) { return double(ns) / 1e6; };
    return {{QLatin1String("count"), qint64(histogram.count())},
        {QLatin1String("p50_ms"), ms(histogram.quantile(0.5))},
        {QLatin1String("p99_ms"), ms(histogram.quantile(0.99))},
        {QLatin1String("p999_ms"), ms(histogram.quantile(0.999))},
        {QLatin1String("max_ms"), ms(histogram.max())}};
}

template <class Map> QJsonObject countsObject(const Map& map)
{
    QJsonObject object;
    for (const auto& [key, count] : map)
        object.insert(QString::number(key), qint64(count));
    return object;
}

QJsonObject object(const Measurement& m)
{
    QJsonArray warnings;
    for (const std::string& warning : m.warnings)
        warnings.append(QString::fromStdString(warning));
    return {
        {QLatin1String("name"), QString::fromStdString(m.name)},
        {QLatin1String("load"), QString::fromStdString(m.load)},
        {QLatin1String("people"), m.people},
        {QLatin1String("room_size"), m.roomSize},
        {QLatin1String("rate"), m.rate},
        {QLatin1String("in_flight"), m.inFlight},
        {QLatin1String("body"), m.body},
        {QLatin1String("sending_seconds"), m.sendingSeconds},
        {QLatin1String("seconds"), m.seconds},
        {QLatin1String("sent"), qint64(m.sent)},
        {QLatin1String("acknowledged"), qint64(m.acknowledged)},
        {QLatin1String("unanswered"), qint64(m.unanswered)},
        {QLatin1String("answered_again"), qint64(m.answeredAgain)},
        {QLatin1String("refused"), countsObject(m.refused)},
        {QLatin1String("closings"), countsObject(m.closings)},
        {QLatin1String("expected"), qint64(m.verdict.expected)},
        {QLatin1String("delivered"), qint64(m.verdict.delivered)},
        {QLatin1String("lost"), qint64(m.verdict.lost)},
        {QLatin1String("doubled"), qint64(m.verdict.doubled)},
        {QLatin1String("misordered"), qint64(m.verdict.misordered)},
        {QLatin1String("disagreeing"), qint64(m.verdict.disagreeing)},
        {QLatin1String("clean"), m.clean()},
        {QLatin1String("delivery"), quantilesObject(m.delivery)},
        {QLatin1String("answer"), quantilesObject(m.answer)},
        {QLatin1String("deliveries_per_second"), m.deliveriesPerSecond},
        {QLatin1String("answers_per_second"), m.answersPerSecond},
        {QLatin1String("server_cpu_seconds"), m.serverCpuSeconds},
        {QLatin1String("resident_bytes"), qint64(m.residentBytes)},
        {QLatin1String("peak_bytes"), qint64(m.peakBytes)},
        {QLatin1String("bytes_per_connection"), qint64(m.bytesPerConnection)},
        {QLatin1String("sign_ins_per_second"), m.signInsPerSecond},
        {QLatin1String("own_cpu_share"), m.ownCpuShare},
        {QLatin1String("own_lag_p99_ms"), double(m.ownLagNs()) / 1e6},
        {QLatin1String("warnings"), warnings},
    };
}

} // namespace

std::string machine()
{
    std::ifstream cpuinfo("/proc/cpuinfo");
    std::string model = "unknown processor";
    for (std::string line; std::getline(cpuinfo, line);) {
        if (line.starts_with("model name")) {
            model = line.substr(line.find(':') + 2);
            break;
        }
    }
    const double gigabytes = double(sysconf(_SC_PHYS_PAGES)) * double(sysconf(_SC_PAGESIZE)) / (1 << 30);
    return model + ", " + std::to_string(QThread::idealThreadCount()) + " cores, " + number(gigabytes)
        + " GB, " + QSysInfo::prettyProductName().toStdString() + ", Linux "
        + QSysInfo::kernelVersion().toStdString();
}

std::string table(const std::vector<Measurement>& measurements)
{
    std::vector<std::vector<std::string>> rows;
    for (const Figure& figure : figures()) {
        std::vector<std::string>& row = rows.emplace_back(1, figure.name);
        for (const Measurement& measurement : measurements)
            row.push_back(figure.of(measurement));
    }
    std::string text;
    const auto line = [&text, &rows](auto&& cell, char pad) {
        for (std::size_t column = 0; column < rows.front().size(); ++column) {
            std::size_t widest = 0;
            for (const auto& row : rows)
                widest = std::max(widest, width(row[column]));
            const std::string content = cell(column);
            text += (column == 0 ? "| " : " | ") + content + std::string(widest - width(content), pad);
        }
        text += " |\n";
    };
    for (std::size_t row = 0; row < rows.size(); ++row) {
        line([&rows, row](std::size_t column) { return rows[row][column]; }, ' ');
        if (row == 0)
            line([](std::size_t) { return std::string("---"); }, '-');
    }
    for (const Measurement& measurement : measurements) {
        for (const std::string& warning : measurement.warnings)
            text += "warning, " + measurement.load + ": " + warning + "\n";
    }
    return text;
}

std::string json(const std::vector<Measurement>& measurements)
{
    QJsonArray list;
    for (const Measurement& measurement : measurements)
        list.append(object(measurement));
    const QJsonObject document{{QLatin1String("machine"), QString::fromStdString(machine())},
        {QLatin1String("version"), QLatin1String(MADANG_VERSION)},
        {QLatin1String("measured_at"), qint64(wallMs())}, {QLatin1String("measurements"), list}};
    return QJsonDocument(document).toJson().toStdString();
}

} // namespace madang::bench
