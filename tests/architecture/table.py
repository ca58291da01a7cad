"""The tree is the architecture: which folder may use which. See docs/ARCHITECTURE.md, "The arrows".

A folder stands for itself and everything below it; the longest name that fits counts. Everything may use `shared`
as far as SHARED says. A folder that is not in the table fails the check: give it a line here, and a reason there.
"""

SERVER = ["acceptor", "app", "auth", "blobs", "bots", "cluster", "domain", "eventloop", "files", "ops", "people",
          "presence", "redis", "rooms", "sessions", "storage"]
CLIENT = ["app", "cache", "controllers", "models", "net", "stores", "text", "timeline"]


def server(*names):
    return ["server/" + name for name in names]


def client(*names):
    return ["client/" + name for name in names]


SHARED = {
    "shared/core": [],
    "shared/protocol": ["shared/core"],
}

# Folder: the folders that its files may include, beside itself and `shared`.
INCLUDES = {
    "server/domain": [],
    "server/eventloop": [],
    "server/redis": [],
    "server/auth": server("domain"),
    "server/people": server("domain"),
    "server/rooms": server("domain"),
    "server/presence": server("domain", "rooms"),
    "server/files": server("domain", "rooms"),
    "server/bots": server("domain", "rooms"),
    "server/storage": server("domain"),
    "server/blobs": server("domain"),
    "server/cluster": server("domain", "redis"),
    "server/sessions": server("domain", "auth", "people", "rooms", "presence", "files", "bots", "eventloop"),
    "server/acceptor": server("sessions", "eventloop"),
    "server/ops": server("domain"),
    "server/app": server(*SERVER),
    "server": server("app", "eventloop"),  # main.cpp: the main loop's dispatcher must be there before the application

    "client/net": [],
    "client/cache": [],
    "client/stores": client("net", "cache"),
    "client/text": [],  # what people write, read as markup: pure
    "client/models": client("stores", "text"),
    "client/timeline": [],  # a view on Qt Quick's public face; it knows no chat
    "client/controllers": client("net", "stores", "models"),
    "client/app": client(*CLIENT),
    "client": client("app"),  # main.cpp

    "tests/support": server("domain"),  # ports kept in memory
    "tests/shared": ["tests/support"],
    "tests/dialogue": ["tests/support", "server"],  # the server in one process, talked to over an in-memory transport
    "tests/server": ["tests/support", "tests/dialogue", "server"],
    "tests/client": ["tests/support", "client"],
    "tests/integration": ["tests/support"],
    "tests/fuzz": ["tests/support", "server/auth", "server/redis"],  # tokens are strangers' bytes, too, and so are replies
    "tests/bench": ["tests/support", "server"],  # fills a database through the server's own storage
    "tests/gui": ["tests/support"],
}

# Qt modules (and the classes that belong to them) that only these folders may include. `None` as a file pattern is any.
CONFINED = [
    # what it is, the headers, where it may be used (folder, pattern of the file's name)
    ("QtSql", r"QtSql\b|QSql\w+", [("server/storage", None), ("client/cache", None), ("tests", None)]),
    ("QtWebSockets", r"QtWebSockets\b|QWebSocket\w*|QMaskGenerator|QCoroWebSocket\w*|qcorowebsocket\w*\.h",
     [("server/acceptor", None), ("server/sessions", r"transport"), ("client/net", None), ("tests", None)]),
    ("QtGui, QtQml and QtQuick", r"Qt(?:Gui|Qml|Quick\w*|Widgets|Svg)/|QGuiApplication|QQml\w+|QQuick\w+",
     [("client/models", None), ("client/timeline", None), ("client/controllers", None), ("client/app", None),
      ("client", r"^main\.cpp$"), ("tests/client", None), ("tests/gui", None), ("qml", None)]),
]

# QML: a layer may use the ones to its right, by import or by the name of a type.
QML_LAYERS = {
    "qml": ["qml/pages", "qml/panes", "qml/dialogs", "qml/delegates", "qml/components", "qml/theme"],  # Main.qml
    "qml/pages": ["qml/panes", "qml/dialogs", "qml/delegates", "qml/components", "qml/theme"],
    "qml/dialogs": ["qml/delegates", "qml/components", "qml/theme"],
    "qml/panes": ["qml/dialogs", "qml/delegates", "qml/components", "qml/theme"],
    "qml/delegates": ["qml/components", "qml/theme"],
    "qml/components": ["qml/theme"],
    "qml/theme": [],
}

# The only folders of C++ whose types QML may see.
QML_VISIBLE = ["client/controllers", "client/models", "client/timeline"]

# The QML modules of C++ that are imported by name, and which folder may.
QML_MODULES = {"Timeline": ["qml/panes"]}
