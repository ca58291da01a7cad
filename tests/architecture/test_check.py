#!/usr/bin/env python3
"""The test of the test: the checker passes a good tree and fails on each kind of forbidden arrow."""
import os
import tempfile
import unittest

import check

GOOD = {
    "shared/core/id.h": "#include <QtCore/QString>\n",
    "shared/core/CMakeLists.txt": "madang_add_module(core DEPENDS Qt6::Core)\n",
    "shared/protocol/shapes.h": '#include "shared/core/id.h"\n',
    "server/main.cpp": '#include "server/app/application.h"\n#include <QtCore/QCoreApplication>\n',
    "server/app/application.h": '#include "server/storage/sqlite.h"\n#include "server/rooms/room.h"\n',
    "server/domain/room.h": '#include "shared/core/id.h"\n',
    "server/rooms/room.h": '#include "server/domain/room.h"\n',
    "server/rooms/room.cpp": '#include "server/rooms/room.h"\n#include "room.moc"\n',
    "server/rooms/CMakeLists.txt": "madang_add_module(rooms DEPENDS madang_domain madang_core)\n",
    "server/presence/typing.h": '#include "server/rooms/room.h"\n',
    "server/storage/sqlite.h": '#include <QtSql/QSqlQuery>\n#include "server/domain/room.h"\n',
    "server/sessions/transport.h": "#include <QtWebSockets/QWebSocket>\n",
    "server/sessions/handlers/send.h": '#include "server/rooms/room.h"\n',
    "server/acceptor/acceptor.h": '#include <QWebSocketServer>\n#include "server/sessions/transport.h"\n',
    "client/main.cpp": '#include "client/app/window.h"\n',
    "client/app/window.h": '#include "client/cache/rows.h"\n#include <QtQml/QQmlEngine>\n',
    "client/cache/rows.h": "#include <QSqlDatabase>\n",
    "client/net/link.h": '#include <QtWebSockets/QWebSocket>\n#include "shared/protocol/shapes.h"\n',
    "client/stores/rooms.h": '#include "client/net/link.h"\n#include "client/cache/rows.h"\n',
    "client/models/roomlist.h": '#include "client/stores/rooms.h"\nclass RoomList {\n    QML_ELEMENT\n};\n',
    "tests/server/rooms/tst_room.cpp": '#include "server/rooms/room.h"\n#include "tests/support/peer.h"\n',
    "tests/support/peer.h": "#include <QtWebSockets/QWebSocket>\n",
    "qml/theme/Theme.qml": "pragma Singleton\n/*! Main. decides\n    // Home {} */\nQtObject {}\n",
    "qml/components/Badge.qml": 'import "../theme"\nText { color: Theme.ink }\n',
    "qml/delegates/RoomRow.qml": 'import "../components"\nimport "Words.js" as Words\nItem { Badge {} }\n',
    "qml/pages/Home.qml": "Item { RoomRow {} }\n",
    "qml/Main.qml": "Window { Home {} }\n",
}

# What is added to the good tree, and what the checker must say of it.
BAD = {
    "a service that knows the database": ("server/rooms/bad.h", '#include "server/storage/sqlite.h"\n', "server/rooms may not include"),
    "a service that knows another one": ("server/auth/bad.h", '#include "server/rooms/room.h"\n', "server/auth may not include"),
    "an arrow that runs backwards": ("server/domain/bad.h", '#include "server/rooms/room.h"\n', "server/domain may not include"),
    "a handler that knows the database": ("server/sessions/handlers/bad.h", '#include "server/storage/sqlite.h"\n', "server/sessions may not include"),
    "an event loop that knows chat": ("server/eventloop/bad.h", '#include "server/domain/room.h"\n', "server/eventloop may not include"),
    "main past the composition root": ("server/main.cpp", '#include "server/rooms/room.h"\n', "server may not include"),
    "the client in the server": ("server/app/bad.h", '#include "client/net/link.h"\n', "server and client never"),
    "the server in the client": ("client/app/bad.h", '#include "server/domain/room.h"\n', "server and client never"),
    "a model that knows the net": ("client/models/bad.h", '#include "client/net/link.h"\n', "client/models may not include"),
    "a controller that knows the cache": ("client/controllers/bad.h", '#include "client/cache/rows.h"\n', "client/controllers may not include"),
    "shared code that knows the server": ("shared/protocol/bad.h", '#include "server/domain/room.h"\n', "shared/protocol may not include"),
    "core that knows the protocol": ("shared/core/bad.h", '#include "shared/protocol/shapes.h"\n', "shared/core may not include"),
    "core beyond QtCore": ("shared/core/bad.h", "#include <QtNetwork/QTcpSocket>\n", "QtCore only"),
    "SQL outside of storage": ("server/rooms/bad.cpp", "#include <QtSql/QSqlQuery>\n", "QtSql"),
    "SQL by the class's short name": ("client/stores/bad.cpp", "#include <QSqlQuery>\n", "QtSql"),
    "web sockets in a handler": ("server/sessions/handlers/bad.cpp", "#include <QtWebSockets/QWebSocket>\n", "QtWebSockets"),
    "web sockets in a store": ("client/stores/bad.cpp", "#include <QWebSocket>\n", "QtWebSockets"),
    "a window in the server": ("server/app/bad.cpp", "#include <QtQuick/QQuickWindow>\n", "QtGui, QtQml and QtQuick"),
    "an unlisted folder": ("server/helpers/bad.h", "", "not listed"),
    "an unlisted tree of tests": ("tests/misc/bad.cpp", "", "not listed"),
    "a file of an unlisted folder": ("server/app/bad.h", '#include "server/misc.h"\n', "does not exist"),
    "an include that is not from the root": ("server/rooms/bad.cpp", '#include "room.h"\n', "not written from the root"),
    "an include in angle brackets": ("server/rooms/bad.cpp", "#include <server/domain/room.h>\n", "angle brackets"),
    "a test of the client that knows the server": ("tests/client/bad.cpp", '#include "server/rooms/room.h"\n', "tests/client may not include"),
    "a forbidden link": ("server/auth/CMakeLists.txt", "madang_add_module(auth DEPENDS\n    madang_storage)\n", "may not link madang_storage"),
    "a forbidden link beside the module": ("server/auth/CMakeLists.txt", "target_link_libraries(madang_auth PRIVATE madang_rooms)\n", "may not link madang_rooms"),
    "a QML import upwards": ("qml/components/Bad.qml", 'import "../pages"\nItem {}\n', "may not import qml/pages"),
    "a script upwards": ("qml/theme/Bad.qml", 'import "../panes/Words.js" as Words\nItem {}\n', "may not import qml/panes"),
    "a QML module upwards": ("qml/theme/Bad.qml", "import Madang.Components\nItem {}\n", "may not import qml/components"),
    "a view of C++ in a delegate": ("qml/delegates/Bad.qml", "import Madang.Timeline\nItem {}\n", "may not import the module Timeline"),
    "a QML type upwards": ("qml/delegates/Bad.qml", "Item {\n    Home {}\n}\n", "may not use Home"),
    "an unlisted QML folder": ("qml/misc/Bad.qml", "Item {}\n", "not listed"),
    "a store that QML sees": ("client/stores/bad.h", "class Bad {\n    QML_ELEMENT\n};\n", "QML sees only"),
}


class Checker(unittest.TestCase):
    def findings(self, *extra):
        with tempfile.TemporaryDirectory() as root:
            for path, text in [*GOOD.items(), *extra]:
                os.makedirs(os.path.dirname(os.path.join(root, path)), exist_ok=True)
                with open(os.path.join(root, path), "w", encoding="utf-8") as file:
                    file.write(text)
            return list(check.check(root))

    def test_passes_a_good_tree(self):
        self.assertEqual(self.findings(), [])

    def test_names_file_and_line(self):
        found = self.findings(("server/rooms/bad.h", '#pragma once\n\n#include "server/storage/sqlite.h"\n'))
        self.assertEqual(found, ["server/rooms/bad.h:3: server/rooms may not include server/storage/sqlite.h"])


def case(path, text, reason):
    def test(self):
        found = self.findings((path, text))
        self.assertEqual(len(found), 1, found)
        self.assertTrue(found[0].startswith(path + ":"), found)
        self.assertIn(reason, found[0])
    return test


for name, (path, text, reason) in BAD.items():
    setattr(Checker, "test_fails_on_" + name.replace(" ", "_").replace("'", ""), case(path, text, reason))


class ThisTree(unittest.TestCase):
    def test_has_no_forbidden_arrow(self):
        root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../..")
        self.assertGreater(sum(1 for _ in check.files(root)), 50)
        wrong = list(check.check(root))
        self.assertEqual(wrong, [], "\n" + "\n".join(wrong))


if __name__ == "__main__":
    unittest.main()
