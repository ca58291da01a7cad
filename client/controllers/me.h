#pragma once

#include <QtCore/QObject>
#include <QtCore/QString>

namespace madang::client {

class PeopleStore;

// Who is signed in.
class Me : public QObject {
    Q_OBJECT
    Q_PROPERTY(QString id READ id NOTIFY changed)
    Q_PROPERTY(QString handle READ handle NOTIFY changed)
    Q_PROPERTY(QString name READ name NOTIFY changed)
    Q_PROPERTY(int hueIndex READ hueIndex NOTIFY changed)
    Q_PROPERTY(QString initial READ initial NOTIFY changed)

public:
    explicit Me(PeopleStore& people, QObject* parent = nullptr);

    [[nodiscard]] QString id() const;
    [[nodiscard]] QString handle() const;
    [[nodiscard]] QString name() const;
    [[nodiscard]] int hueIndex() const;
    [[nodiscard]] QString initial() const;

Q_SIGNALS:
    void changed();

private:
    PeopleStore& m_people;
};

} // namespace madang::client
