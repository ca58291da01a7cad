#pragma once

#include <QtCore/QObject>

namespace madang::client {

// Whether this desktop shows icons of programs in a tray, at this moment.
class TrayHost : public QObject {
    Q_OBJECT

public:
    explicit TrayHost(bool exists, QObject* parent = nullptr)
        : QObject(parent)
        , m_exists(exists)
    {
    }
    [[nodiscard]] bool exists() const noexcept { return m_exists; }

Q_SIGNALS:
    void changed();

protected:
    void setExists(bool exists)
    {
        if (m_exists == exists)
            return;
        m_exists = exists;
        Q_EMIT changed();
    }

private:
    bool m_exists;
};

} // namespace madang::client
