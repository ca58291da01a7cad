#pragma once

#include "client/app/platform.h"
#include "client/app/singleinstance.h"
#include "client/controllers/linkcontroller.h"
#include "client/controllers/notificationcontroller.h"
#include "client/controllers/settingscontroller.h"

#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QVariantMap>
#include <QtGui/QWindow>

namespace madang::client {

class AppController;
class RoomListModel;

// What the desktop's part of the client is made of.
struct DesktopParts {
    const Connection& connection;
    const Session& session;
    PeopleStore& people;
    RoomStore& rooms;
    EventRouter& router;
    ReadMarks& readMarks;
    Outbox& outbox;
    RoomListModel& roomList;
    RoomsController& roomsController;
    ConversationController& conversation;
    AppController& app;
    QSettings& settings;
    QString profileFolder;
};

// The client as one of the programs of a desktop: found again by a second start, by links and by notices, and
// brought to the front.
class Desktop : public QObject {
    Q_OBJECT

public:
    explicit Desktop(const DesktopParts& parts, QObject* parent = nullptr);

    // What the window is given.
    [[nodiscard]] QVariantMap properties();
    void setWindow(QWindow* window);
    // Does what a start of the program, the first one or a further one, asks for.
    void answer(const StartRequest& request);
    void retranslate() { m_settings.retranslate(); }

    // A link that the system hands to a running program itself (macOS).
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void raiseWindow();

    Platform m_platform;
    SettingsController m_settings;
    LinkController m_links;
    NotificationController m_notices;
    SingleInstance m_door;
    QPointer<QWindow> m_window;
};

} // namespace madang::client
