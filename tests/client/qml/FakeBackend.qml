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

    //! Two more accounts beside the one that is shown, with `more`.
    function addAccounts() {
        accounts.clear();
        accounts.append({"accountId": "a1", "name": me.name, "handle": me.handle, "server": "chat.home", "initial": me.initial, "hueIndex": 0, "unread": 3, "lineState": "connected", "current": true});
        accounts.append({"accountId": "a2", "name": korean ? "하늘 (회사)" : "Haneul (work)", "handle": "haneul.kim", "server": "madang.company.example", "initial": korean ? "하" : "H", "hueIndex": 2, "unread": 12, "lineState": "connected", "current": false});
        accounts.append({"accountId": "a3", "name": korean ? "달토끼 집" : "Rabbit house", "handle": "haneul", "server": "192.168.0.7:8765", "initial": korean ? "달" : "R", "hueIndex": 7, "unread": 0, "lineState": "offline", "current": false});
        accounts.totalUnread = 15;
        accounts.unreadElsewhere = 12;
        accounts.canGoBack = true;
    }

    property ListModel accounts: ListModel {
        property string currentId: "a1"
        //! The fakes bear the names that the window knows an account's objects by.
        property var current: fake
        property int totalUnread: 3
        property int unreadElsewhere: 0
        property bool canGoBack: false
        property bool canForget: false
        function choose(id) {
            fake.note("choose", [id]);
            currentId = id;
        }
        function chooseAt(index) {
            fake.note("chooseAt", [index]);
        }
        function addAccount() {
            fake.note("addAccount", []);
        }
        function goBack() {
            fake.note("goBackToAccount", []);
        }
        function forgetCurrent() {
            fake.note("forgetCurrent", []);
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
        property bool refuses: false
        function startDirect(userId) {
            fake.note("startDirect", [userId]);
            if (refuses)
                return;
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
        property ListModel members: ListModel {
            function matching(prefix) {
                const found = [];
                for (let i = 0; i < count; ++i) {
                    const one = get(i);
                    if (one.userId !== "u-me" && (one.handle.startsWith(prefix.toLowerCase()) || one.name.startsWith(prefix)))
                        found.push({"name": one.name, "handle": one.handle, "hueIndex": one.hueIndex, "initial": one.initial});
                }
                return found;
            }
        }
        property bool olderOutOfReach: false
        property QtObject reply: QtObject {
            property real seq: 0
            property string quote: ""
            function start(seq) {
                fake.note("startReply", [seq]);
                quote = fake.quoteOf(seq);
                this.seq = seq;
            }
            function cancel() {
                fake.note("cancelReply", []);
                seq = 0;
                quote = "";
            }
        }
        property QtObject actions: QtObject {
            property bool canPin: true
            property var pins: []
            property var edits: []
            property bool editsLoading: false
            signal forwarded(int messages, int rooms)
            function react(seq, emoji, on) {
                fake.note("react", [seq, emoji, on]);
            }
            function pin(seq, on) {
                fake.note("pin", [seq, on]);
            }
            function forward(first, last, rooms) {
                fake.note("forward", [first, last].concat(rooms));
                forwarded(last - first + 1, rooms.length);
            }
            function remove(first, last) {
                fake.note("remove", [first, last]);
            }
            function deletable(first, last) {
                return last - first + 1;
            }
            function forwardable(first, last) {
                return last - first + 1;
            }
            function roomsMatching(words) {
                const found = [];
                for (let i = 0; i < fake.rooms.count; ++i) {
                    const one = fake.rooms.get(i);
                    if (one.title.toLowerCase().includes(words.toLowerCase()))
                        found.push({"roomId": one.roomId, "title": one.title, "hueIndex": one.hueIndex, "initial": one.initial});
                }
                return found;
            }
            function loadEdits(seq) {
                fake.note("loadEdits", [seq]);
                edits = [{"text": fake.korean ? "작년 이맘때" : "This time last year", "at": fake.at(40)}];
            }
            function readersOf(seq) {
                return talk.members.matching("");
            }
        }
        property ListModel emoji: ListModel {
            property var groups: ["😀", "👋", "🐰", "🍵", "⛰️", "⚽", "💡", "❤️", "🇰🇷"]
            property int group: 0
            property string query: ""
            property var recent: ["👍", "😂"]
            function use(emoji) {
                fake.note("useEmoji", [emoji]);
            }
        }
        function pastesFiles() {
            return fake.filesOnClipboard;
        }
        function leaveComposer() {
        }
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

    property QtObject finder: QtObject {
        property string query: ""
        property bool busy: false
        property bool offline: false
        property bool incomplete: false
        property bool empty: false
        property string error: ""
        property ListModel found: ListModel {}
        property int count: found.count
        function more() {
            fake.note("more", []);
        }
        property QtObject switcher: QtObject {
            property string query: ""
            property bool busy: false
            property bool open: false
            property ListModel found: ListModel {}
            property int count: found.count
        }
        property QtObject search: QtObject {
            id: searching
            property string query: ""
            property string roomId: ""
            property string senderId: ""
            property string senderName: senderId === "" ? "" : "Mina"
            property real before: 0
            property ListModel found: ListModel {}
            property int count: found.count
            property int current: -1
            property bool busy: false
            property bool hasMore: false
            property bool offline: false
            property bool incomplete: false
            property bool empty: false
            property string error: ""
            signal led(string roomId, real seq)
            function more() {
                fake.note("searchMore", []);
            }
            function clear() {
                query = "";
                senderId = "";
                before = 0;
            }
            function choose(index) {
                current = index;
                led(found.get(index).roomId, found.get(index).seq);
            }
            function step(delta) {
                fake.note("searchStep", [delta]);
                const next = current < 0 ? 0 : current + delta;
                if (next >= 0 && next < found.count)
                    choose(next);
            }
        }
    }

    property QtObject security: QtObject {
        property ListModel devices: ListModel {}
        property bool loading: false
        property bool busy: false
        property string error: ""
        property string errorField: ""
        signal passwordChanged
        function refresh() {
            fake.note("refreshDevices", []);
        }
        function revoke(id) {
            fake.note("revoke", [id]);
        }
        function revokeOthers() {
            fake.note("revokeOthers", []);
        }
        function changePassword(old, fresh) {
            fake.note("changePassword", [old, fresh]);
        }
        function deleteAccount(password) {
            fake.note("deleteAccount", [password]);
        }
        function dismissError() {
            error = "";
            errorField = "";
        }
    }

    property QtObject storage: QtObject {
        property real bytes: 18400000
        property real bytesMost: 200000000
        property int messages: 20412
        property bool busy: false
        function refresh() {
            fake.note("measure", []);
        }
        function clear() {
            fake.note("clearStorage", []);
        }
    }

    property QtObject diagnostics: QtObject {
        property string qt: "6.4.2"
        property string platform: "Debian GNU/Linux 12 (bookworm), linux 6.1.0, x86_64, xcb"
        property string server: "chat.example.org"
        property string serverVersion: "0.1.0"
        property string protocol: "madang.v1"
        function refresh() {
        }
    }

    function fillDevices() {
        const list = security.devices;
        list.clear();
        list.append({"sessionId": "s1", "name": korean ? "하늘의 노트북" : "haneul-laptop", "kind": "desktop", "createdAt": at(40000), "seenAt": at(0), "address": "192.168.0.12", "current": true});
        list.append({"sessionId": "s2", "name": korean ? "하늘의 휴대전화" : "Haneul's phone", "kind": "mobile", "createdAt": at(400000), "seenAt": at(95), "address": "2001:db8::8a2e:370:7334", "current": false});
        list.append({"sessionId": "s3", "name": "office-pc", "kind": "desktop", "createdAt": at(800000), "seenAt": at(20000), "address": "203.0.113.7", "current": false});
    }

    property QtObject links: QtObject {
        function lead(roomId, seq) {
            fake.note("lead", [roomId, seq]);
            fake.roomsController.openRoom(roomId);
        }
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
        property bool enterSends: true
        property bool tray: true
        property bool closeToTray: false
        property real quietUntil: 0
        property int textSize: 100
        property bool compact: false
        property bool invisible: false
        property string error: ""
    }

    function textOf(seq) {
        for (let i = 0; i < talk.timeline.count; ++i)
            if (talk.timeline.get(i).seq === seq)
                return talk.timeline.get(i).text;
        return "";
    }

    property bool filesOnClipboard: false

    function quoteOf(seq) {
        for (let i = 0; i < talk.timeline.count; ++i) {
            const one = talk.timeline.get(i);
            if (one.seq === seq)
                return JSON.stringify({"seq": seq, "name": one.senderName, "hue": one.hueIndex, "text": one.text, "state": one.deleted ? "deleted" : ""});
        }
        return JSON.stringify({"seq": seq, "name": "", "hue": 0, "text": "", "state": "gone"});
    }

    function messageOf(given) {
        const plain = {
            "seq": 0, "clientId": "c" + Math.random(), "senderId": "u1", "senderName": "", "hueIndex": 3, "initial": "민",
            "mine": false, "text": "", "sentAt": now, "edited": false, "deleted": false, "delivery": "", "firstOfGroup": true,
            "lastOfGroup": true, "dayStart": false, "unreadLine": false, "kind": "text", "canEdit": false, "canDelete": false,
            "failReason": "", "format": "plain", "markup": "", "blocks": "", "emoji": 0, "quote": "", "reactions": "",
            "pinned": false, "forwardedFrom": ""
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

    function found(given) {
        return Object.assign({
            "kind": "room", "roomId": "", "userId": "", "seq": 0, "title": "", "handle": "", "memberCount": 0, "unread": 0, "sender": "", "mine": false,
            "snippet": "", "marked": "", "at": 0, "hueIndex": 0, "initial": (given.title ?? "").charAt(0)
        }, given);
    }

    //! What looking for "토요일" or "Saturday" finds.
    function fillFound() {
        const k = korean;
        const word = k ? "토요일" : "Saturday";
        const places = [
            found({"roomId": "r1", "title": k ? "토요일 산행 모임" : "Saturday hikes", "memberCount": 12, "unread": 2, "hueIndex": 5}),
            found({"roomId": "r2", "userId": "u1", "title": "Mina Park", "handle": "mina", "unread": 1, "hueIndex": 3}),
            found({"kind": "person", "userId": "u2", "title": k ? "김민준" : "Minjun Kim", "handle": "minjun", "hueIndex": 1})
        ];
        const say = (seq, sender, mine, before, after, minutes, hueIndex) => found({
            "kind": "message", "roomId": "r1", "seq": seq, "title": k ? "주말 산행 모임" : "Weekend hikes", "sender": sender, "mine": mine, "hueIndex": hueIndex,
            "initial": sender.charAt(0), "snippet": before + word + after, "marked": before + "<b>" + word + "</b>" + after, "at": at(minutes)
        });
        const messages = [
            say(18, k ? "민아" : "Mina", false, k ? "그럼 " : "See you on ", k ? " 7시에 봐요!" : " at seven!", 0, 3),
            say(17, me.name, true, k ? "그럼 " : "", k ? " 7시, 우이역 2번 출구에서 봐요" : " at seven then, exit 2 of Ui station", 1, 0),
            say(14, k ? "달토끼" : "Moon Rabbit", false, "", k ? " 아침 북한산은 맑고 3도쯤이래요. 우이역 2번 출구에서 모이면 백운대까지 두 시간 반이면 넉넉해요. 바람이 차니 겉옷을 하나 더 챙기고…" : " morning will be clear and about 3 degrees on Bukhansan. If we meet at exit 2 of Ui station, two and a half hours are plenty …", 24, 7),
            say(13, me.name, true, k ? "좋아요. 저는 " : "Good. ", k ? "이 편해요" : " suits me", 1460, 0),
            say(3, k ? "이준호" : "Junho Lee", false, k ? "지난 " : "Last ", k ? "에 찍은 사진이에요" : " we took these", 61000, 0)
        ];
        for (const model of [finder.found, finder.search.found, finder.switcher.found])
            model.clear();
        for (const row of places) {
            finder.found.append(row);
            finder.switcher.found.append(row);
        }
        for (const row of messages) {
            finder.found.append(row);
            finder.search.found.append(row);
        }
    }

    function fillEmoji() {
        for (const one of "😀 😃 😄 😁 😆 😅 🤣 😂 🙂 🙃 😉 😊 😇 🥰 😍 🤩 😘 😗 ☺️ 😚 😙 🥲 😋 😛 😜 🤪 😝 🤑 🤗 🤭 🤫 🤔 🤐 🤨 😐 😑 😶 😏 😒 🙄 😬 🤥 😌 😔 😪 🤤 😴 😷 🤒".split(" "))
            talk.emoji.append({"emoji": one, "name": korean ? "웃는 얼굴" : "grinning face"});
    }

    function fill() {
        fillEmoji();
        fillRooms();
        fillTimeline();
        fillDevices();
    }

    Component.onCompleted: fill()
}
