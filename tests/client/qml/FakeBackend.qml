import QtQuick

/*!
    What the window is given in place of the real controllers and models: the same names, filled by hand. It records what the
    window calls in `calls`. `korean` tells a Korean or an English evening; times count back from one fixed moment of today.
*/
QtObject {
    id: fake

    property bool korean: true
    property var calls: []
    readonly property real now: new Date().setHours(14, 2, 0, 0)

    function called(name: string): string {
        return calls.filter(call => call.startsWith(name + "(")).join(" ");
    }

    function note(name: string, args: var) {
        calls = calls.concat([name + "(" + args.join(",") + ")"]);
    }

    property QtObject app: QtObject {
        property string page: "main"
        property string language: ""
        property string theme: "light"
        property bool systemDark: false
        property bool reducedMotion: true
        property string version: "0.1.0"
        property string notice: ""
        function dismissNotice() {
            notice = "";
        }
    }

    property QtObject signIn: QtObject {
        property string serverUrl: "127.0.0.1:8765"
        property string lastServer: ""
        property string handle: ""
        property string lastHandle: ""
        property bool busy: false
        property string error: ""
        property string errorField: ""
        function signIn(handle, password) {
            fake.note("signIn", [handle, password]);
        }
        function createAccount(handle, password, name) {
            fake.note("createAccount", [handle, password, name]);
        }
        function cancel() {
            fake.note("cancel", []);
            busy = false;
        }
    }

    property QtObject connection: QtObject {
        property string state: "connected"
        property int waiting: 0
        property int retryInMs: 0
        function retryNow() {
            fake.note("retryNow", []);
        }
        function signOut() {
            fake.note("signOut", []);
        }
    }

    property QtObject me: QtObject {
        property string id: "u-me"
        property string handle: "haneul"
        property string name: fake.korean ? "하늘" : "Haneul"
        property string initial: fake.korean ? "하" : "H"
        property int hueIndex: 0
    }

    property ListModel rooms: ListModel {
        property string filter: "all"
        property string query: ""
        property int totalUnread: 3
    }

    property QtObject roomsController: QtObject {
        property string currentRoomId: "r1"
        property bool loaded: true
        property bool busy: false
        property string error: ""
        property ListModel userSearch: ListModel {
            property string query: ""
            property bool busy: false
            property bool empty: count === 0
            property string error: ""
        }
        signal roomOpened(string roomId)
        function dismissError() {
            error = "";
        }
        function openRoom(roomId) {
            fake.note("openRoom", [roomId]);
            currentRoomId = roomId;
            fake.conversation.roomId = roomId;
        }
        function closeRoom() {
            fake.note("closeRoom", []);
            currentRoomId = "";
            fake.conversation.roomId = "";
        }
        function step(delta, unreadOnly) {
            fake.note("step", [delta, unreadOnly]);
        }
        function startDirect(userId) {
            fake.note("startDirect", [userId]);
            roomOpened("r2");
        }
        function createGroup(title, userIds) {
            fake.note("createGroup", [title].concat(userIds));
            roomOpened("r3");
        }
        function leaveRoom(roomId) {
            fake.note("leaveRoom", [roomId]);
        }
    }

    property QtObject conversation: QtObject {
        id: talk
        property string roomId: "r1"
        property string title: fake.korean ? "주말 산행 모임" : "Weekend hikes"
        property string kind: "group"
        property string subtitle: ""
        property string typingText: ""
        property string initial: fake.korean ? "주" : "W"
        property int hueIndex: 5
        property int memberCount: 12
        property bool hasOlder: false
        property bool hasNewer: false
        property bool loading: false
        property bool loadingOlder: false
        property bool loadingNewer: false
        property bool viewAtEnd: true
        property bool canSend: true
        property int textLimit: 4000
        property real unreadSeq: 0
        property int unreadBelow: 0
        property string draft: ""
        property real editingSeq: 0
        property string editingText: ""
        property string error: ""
        property real readSeq: 0
        property ListModel timeline: ListModel {}
        property ListModel members: ListModel {}
        property bool canGoBack: false
        signal jumpTo(int index, real seq)
        signal heard(string sender, string text, int count)
        function jumpToMessage(seq, from) {
            fake.note("jumpToMessage", [seq, from]);
        }
        function jumpToTime(sentAt, from) {
            fake.note("jumpToTime", [sentAt, from]);
        }
        function textOf(from, to) {
            return "messages " + from + " to " + to;
        }
        function goBack() {
            fake.note("goBack", []);
            canGoBack = false;
        }
        function loadOlder() {
            fake.note("loadOlder", []);
            loadingOlder = true;
        }
        function loadNewer() {
            fake.note("loadNewer", []);
        }
        function showLatest() {
            fake.note("showLatest", []);
        }
        function markRead(seq) {
            readSeq = Math.max(readSeq, seq);
        }
        property bool refuses: false
        function send(text) {
            fake.note("send", [text]);
            if (refuses)
                return false;
            draft = "";
            fake.say({"mine": true, "text": text, "delivery": "sending", "seq": 0, "sentAt": Date.now()});
            return true;
        }
        function startEdit(seq) {
            fake.note("startEdit", [seq]);
            editingText = fake.textOf(seq);
            editingSeq = seq;
        }
        function editLastMine() {
            fake.note("editLastMine", []);
        }
        function cancelEdit() {
            fake.note("cancelEdit", []);
            editingSeq = 0;
        }
        function commitEdit(text) {
            fake.note("commitEdit", [text]);
            editingSeq = 0;
        }
        function deleteMessage(seq) {
            fake.note("deleteMessage", [seq]);
        }
        function retry(clientId) {
            fake.note("retry", [clientId]);
        }
        function discard(clientId) {
            fake.note("discard", [clientId]);
        }
        function typing(on) {
            fake.note("typing", [on]);
        }
        function dismissError() {
            error = "";
        }
    }

    property QtObject links: QtObject {
        function linkTo(seq) {
            return "madang://chat.test/room/" + talk.roomId + "/" + seq;
        }
    }

    property QtObject settings: QtObject {
        property bool notifies: true
        property bool startsAtLogin: true
        property bool notifications: true
        property bool notificationText: true
        property bool notificationSound: true
        property bool startAtLogin: false
        property string error: ""
    }

    function textOf(seq) {
        for (let i = 0; i < talk.timeline.count; ++i)
            if (talk.timeline.get(i).seq === seq)
                return talk.timeline.get(i).text;
        return "";
    }

    function messageOf(given) {
        const plain = {
            "seq": 0, "clientId": "c" + Math.random(), "senderId": "u1", "senderName": "", "hueIndex": 3, "initial": "민",
            "mine": false, "text": "", "sentAt": now, "edited": false, "deleted": false, "delivery": "", "firstOfGroup": true,
            "lastOfGroup": true, "dayStart": false, "unreadLine": false, "kind": "text", "canEdit": false, "canDelete": false,
            "failReason": ""
        };
        const message = Object.assign(plain, given);
        message.canEdit = message.mine && message.seq > 0 && !message.deleted;
        message.canDelete = message.canEdit;
        return message;
    }

    //! A new message, at the bottom.
    function say(given) {
        talk.timeline.insert(0, messageOf(given));
    }

    //! An older message, at the top.
    function recall(given) {
        talk.timeline.append(messageOf(given));
    }

    function at(minutes) {
        return now - minutes * 60000;
    }

    function room(given) {
        rooms.append(Object.assign({
            "title": "", "kind": "direct", "lastText": "", "lastSender": "", "lastMine": false, "lastState": "",
            "unread": 0, "typing": "", "initial": given.title.charAt(0), "memberCount": 2, "draft": ""
        }, given));
    }

    function fillRooms() {
        rooms.clear();
        const k = korean;
        room({"roomId": "r1", "title": k ? "주말 산행 모임" : "Weekend hikes", "kind": "group", "lastSender": k ? "민아" : "Mina", "lastText": k ? "그럼 토요일 7시에 봐요!" : "See you on Saturday at seven!", "lastAt": at(0), "unread": 2, "hueIndex": 5});
        room({"roomId": "r2", "title": "Mina Park", "lastText": "Sent you the trail map 🗺️", "lastAt": at(15), "unread": 1, "hueIndex": 3});
        room({"roomId": "r3", "title": k ? "달토끼" : "Moon Rabbit", "lastText": "", "typing": k ? "달토끼" : "Moon Rabbit", "lastAt": at(22), "hueIndex": 7});
        room({"roomId": "r4", "title": "Design team", "kind": "group", "lastText": "pushed the new palette", "lastMine": true, "lastState": "read", "lastAt": at(107), "hueIndex": 2});
        room({"roomId": "r5", "title": k ? "엄마" : "Mum", "lastText": k ? "사진 잘 받았다" : "Got the pictures", "lastAt": at(152), "hueIndex": 1, "draft": k ? "이번 주말에" : "This weekend I"});
        room({"roomId": "r6", "title": k ? "훈민 선비" : "Scholar Hunmin", "lastText": k ? "훈민정음은 백성을 위한 글자라네." : "Letters for the people, my friend.", "lastAt": at(1500), "hueIndex": 4});
        room({"roomId": "r7", "title": "Qt Korea", "kind": "group", "lastSender": "Jisoo", "lastText": "6.8 epoll numbers are in, and they look better than anybody hoped", "lastAt": at(1600), "unread": 128, "hueIndex": 6});
        room({"roomId": "r8", "title": k ? "이준호" : "Junho Lee", "lastText": k ? "네 확인했습니다 👍" : "Seen, thanks 👍", "lastMine": true, "lastState": "stored", "lastAt": at(4300), "hueIndex": 0});
        room({"roomId": "r9", "title": k ? "동네 책방" : "Book corner", "kind": "group", "lastText": k ? "보내지 못한 말" : "words that did not go out", "lastMine": true, "lastState": "failed", "lastAt": at(90000), "hueIndex": 2});
    }

    function fillTimeline() {
        talk.timeline.clear();
        talk.members.clear();
        const k = korean;
        const mina = {"senderName": k ? "민아" : "Mina", "hueIndex": 3, "initial": k ? "민" : "M"};
        const jun = {"senderName": k ? "이준호" : "Junho Lee", "hueIndex": 0, "initial": k ? "이" : "J"};
        const rabbit = {"senderName": k ? "달토끼" : "Moon Rabbit", "hueIndex": 7, "initial": k ? "달" : "R"};
        const lines = [
            Object.assign({"seq": 18, "text": k ? "그럼 토요일 7시에 봐요!" : "See you on Saturday at seven!", "sentAt": at(0)}, mina),
            {"seq": 17, "mine": true, "text": k ? "그럼 토요일 7시, 우이역 2번 출구에서 봐요" : "Saturday at seven then, exit 2 of Ui station", "delivery": "stored", "sentAt": at(1)},
            Object.assign({"seq": 16, "text": k ? "토끼가 제일 든든하네요 ㅋㅋ" : "The rabbit is the most dependable of us, ha", "sentAt": at(22)}, jun),
            Object.assign({"seq": 15, "firstOfGroup": false, "text": k ? "따뜻한 물은 제가 방아 찧어 데워 둘게요 🍵" : "I will have warm water ready 🍵", "sentAt": at(24)}, rabbit),
            Object.assign({"seq": 14, "unreadLine": true, "text": k ? "토요일 아침 북한산은 맑고 3도쯤이래요. 우이역 2번 출구에서 모이면 백운대까지 두 시간 반이면 넉넉해요. 바람이 차니 겉옷을 하나 더 챙기고, 내려와서 먹을 곳은 제가 찾아 둘게요." : "Saturday morning will be clear and about 3 degrees on Bukhansan. If we meet at exit 2 of Ui station, two and a half hours are plenty to the top. Bring one more coat for the wind, and I will look for a place to eat after.", "sentAt": at(24)}, rabbit),
            {"seq": 13, "mine": true, "text": k ? "좋아요. 저는 토요일이 편해요" : "Good. Saturday suits me", "delivery": "read", "sentAt": at(26)},
            Object.assign({"seq": 12, "deleted": true, "sentAt": at(29)}, jun),
            Object.assign({"seq": 11, "firstOfGroup": true, "edited": true, "text": k ? "작년 이맘때 백운대에서" : "Baegundae, this time last year", "sentAt": at(30)}, mina),
            {"seq": 10, "kind": "system", "text": k ? "민아 님이 이준호 님을 초대했어요" : "Mina invited Junho Lee", "dayStart": true, "sentAt": at(50)},
            Object.assign({"seq": 9, "text": k ? "이번 주말 날씨 좋대요! 북한산 어때요?" : "They say the weather will be lovely this weekend! How about Bukhansan?", "sentAt": at(1510)}, mina),
            {"seq": 8, "mine": true, "firstOfGroup": false, "text": k ? "이번엔 조금 일찍 출발하면 좋겠어요" : "Let us start a little earlier this time", "delivery": "read", "sentAt": at(1520)},
            {"seq": 7, "mine": true, "dayStart": true, "text": k ? "다들 잘 지내셨어요?" : "How has everybody been?", "delivery": "read", "sentAt": at(1521)}
        ];
        for (const line of lines)
            recall(line);
        for (const person of [mina, jun, rabbit])
            talk.members.append({"userId": "u-" + person.initial, "name": person.senderName, "handle": {"3": "mina", "0": "junho", "7": "moon.rabbit"}[person.hueIndex], "role": person === mina ? "owner" : "member", "hueIndex": person.hueIndex, "initial": person.initial});
        talk.members.append({"userId": "u-me", "name": me.name, "handle": me.handle, "role": "member", "hueIndex": 0, "initial": me.name.charAt(0)});
    }

    function fillPeople() {
        const people = roomsController.userSearch;
        people.clear();
        people.append({"userId": "u1", "handle": "mina", "name": "Mina Park", "hueIndex": 3, "initial": "M"});
        people.append({"userId": "u2", "handle": "minjun", "name": korean ? "김민준" : "Minjun Kim", "hueIndex": 1, "initial": korean ? "김" : "M"});
        people.append({"userId": "u3", "handle": "min.seo", "name": korean ? "서민" : "Min Seo", "hueIndex": 4, "initial": korean ? "서" : "M"});
    }

    function fill() {
        fillRooms();
        fillTimeline();
    }

    Component.onCompleted: fill()
}
