#pragma once

#include <QtCore/QObject>
#ifndef Q_MOC_RUN // moc of Qt 6.4 cannot read <concepts>
#include <QCoro/QCoroTask>
#endif

namespace madang::client {

class Connection;

// What somebody who helps has to know of this program, its system and its server; nothing secret, and
// nothing that anybody wrote.
class DiagnosticsController : public QObject {
    Q_OBJECT
    Q_PROPERTY(QString qt READ qt CONSTANT)
    Q_PROPERTY(QString platform READ platform CONSTANT)
    // As a person would type it.
    Q_PROPERTY(QString server READ server NOTIFY changed)
    // Of the server, once it has answered; else empty.
    Q_PROPERTY(QString serverVersion READ serverVersion NOTIFY changed)
    Q_PROPERTY(QString protocol READ protocol NOTIFY changed)

public:
    explicit DiagnosticsController(Connection& connection, QObject* parent = nullptr);

    [[nodiscard]] QString qt() const;
    [[nodiscard]] QString platform() const;
    [[nodiscard]] QString server() const;
    [[nodiscard]] QString serverVersion() const { return m_serverVersion; }
    [[nodiscard]] QString protocol() const { return m_protocol; }

    Q_INVOKABLE void refresh();

Q_SIGNALS:
    void changed();

private:
    QCoro::Task<void> fetch();

    Connection& m_connection;
    QString m_serverVersion;
    QString m_protocol;
};

} // namespace madang::client
