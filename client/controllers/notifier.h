#pragma once

#include <QtCore/QObject>
#include <QtCore/QString>

namespace madang::client {

// What a person is told of while they look elsewhere. Plain text, in the language of the interface.
struct Notice {
    QString key; // one notice of each key at a time
    QString title;
    QString body;
    bool sound = true;
    bool again = false; // what is shown has changed and is nothing new: no sound, no sliding in
    QString openLabel;
    QString replyLabel;
    bool operator==(const Notice&) const = default;
};

// The system's way to show notices. Where it has none, nothing is shown and nothing is ever told back.
class Notifier : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    // Whether there is a way at all; what is shown otherwise is lost.
    [[nodiscard]] virtual bool exists() const = 0;
    // Takes the place of the one that has the same key.
    virtual void show(const madang::client::Notice& notice) = 0;
    virtual void withdraw(const QString& key) = 0;

Q_SIGNALS:
    // What the person has done with one; after each of them it is gone.
    void opened(const QString& key);
    void replied(const QString& key, const QString& text);
    void dismissed(const QString& key);
};

} // namespace madang::client
