#pragma once

#include <QtCore/QObject>
#include <optional>

class QDBusVariant;

namespace madang::client {

// What a free desktop says of how it wants to look, which Qt 6.4 does not pass on: dark or light, and
// whether things may move. Asked over the settings portal (org.freedesktop.portal.Settings) and followed
// from then on. Where there is no portal, nothing is ever said.
class DesktopWishes : public QObject {
    Q_OBJECT

public:
    explicit DesktopWishes(QObject* parent = nullptr);

    // Asks; the answers come as signals.
    void ask();

Q_SIGNALS:
    // Nothing: the desktop has no preference.
    void darkTold(std::optional<bool> dark);
    void reducedMotionTold(bool reduced);

private Q_SLOTS:
    void settingChanged(const QString& group, const QString& key, const QDBusVariant& value);

private:
    void read(const QString& group, const QString& key);
    void tell(const QString& group, const QString& key, const QVariant& value);
};

} // namespace madang::client
