#!/usr/bin/env python3
"""Holds every include, link dependency and QML use of the tree against table.py.

usage: check.py [ROOT]

Prints one line for each forbidden arrow, "file:line: reason", and exits with 1 if there is any.
"""
import os
import re
import sys

import table

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^">]+)[>"]')
GENERATED = re.compile(r"(^|/)(moc_\w+\.cpp|\w+\.moc|ui_\w+\.h|qrc_\w+\.cpp)$")
TREES = ("shared", "server", "client", "tests", "qml")
SKIPPED = {"build", "node_modules", ".git", "__pycache__", "fixtures"}
MODULE = re.compile(r"madang_add_module\(\s*(\w+)([^)]*)\)", re.S)
LINKED = re.compile(r"target_link_libraries\(\s*madang_(\w+)([^)]*)\)", re.S)
QML_ELEMENT = re.compile(r"^\s*(QML_ELEMENT|QML_NAMED_ELEMENT\(|QML_SINGLETON|QML_ANONYMOUS|QML_UNCREATABLE\()"
                         r"|\bqmlRegister(?!Module)\w*Type\w*\s*[<(]")


def files(root):
    """Paths, from the root, of everything under the trees."""
    for tree in TREES:
        for folder, folders, names in os.walk(os.path.join(root, tree)):
            folders[:] = sorted(name for name in folders if name not in SKIPPED)
            for name in sorted(names):
                yield os.path.relpath(os.path.join(folder, name), root).replace(os.sep, "/")


def folder_of(path, listed):
    """The longest folder of `listed` that holds `path`, or None."""
    folder = path.rpartition("/")[0]
    while folder:
        if folder in listed:
            return folder
        folder = folder.rpartition("/")[0]
    return None


def owner_of(path):
    """The folder of the table that a C++ file belongs to. Files of a tree's own top belong to the tree; an unlisted
    folder below it must not hide there."""
    listed = folder_of(path, {**table.INCLUDES, **table.SHARED})
    if listed in ("server", "client") and path.count("/") > 1:
        return None
    return listed


def allowed(folder):
    if folder in table.SHARED:
        return [folder, *table.SHARED[folder]]
    own = [] if folder in ("server", "client") else [folder]  # main.cpp: the tree's folders are not its own
    return [*own, *table.SHARED, *table.INCLUDES[folder]]


def within(path, folders):
    return any(path.startswith(folder + "/") for folder in folders)


def check_include(root, path, folder, system, target):
    """The reason why `path` may not include `target`, or None."""
    for what, pattern, places in table.CONFINED:
        if re.match(pattern, target) and not any(
                path.startswith(place + "/") and (name is None or re.search(name, path.rpartition("/")[2]))
                for place, name in places):
            return f"{what} is not for {folder}: includes {target}"
    if folder == "shared/core" and re.match(r"Qt(?!Core/)\w+/", target):
        return f"shared/core uses QtCore only: includes {target}"
    ours = target.split("/")[0] in TREES
    if system and not ours:
        return None
    if system:
        return f'write "{target}": angle brackets are for other people\'s headers'
    if GENERATED.search(target):
        return None
    if not ours:
        return f'"{target}" is not written from the root'
    if not os.path.isfile(os.path.join(root, target)):
        return f'"{target}" does not exist'
    if owner_of(target) is None:
        return f'"{target}" is in a folder that table.py does not list'
    if target.startswith(("server/", "client/")) and path.startswith(("server/", "client/")) \
            and target.split("/")[0] != path.split("/")[0]:
        return f"server and client never include each other: {target}"
    if not within(target, allowed(folder)):
        return f"{folder} may not include {target}"
    return None


def check_cpp(root, path):
    folder = owner_of(path)
    if folder is None:
        yield 1, f"folder {path.rpartition('/')[0]} is not listed in table.py"
        return
    with open(os.path.join(root, path), encoding="utf-8") as source:
        for number, line in enumerate(source, 1):
            found = INCLUDE.match(line)
            if found:
                reason = check_include(root, path, folder, found[1] == "<", found[2])
                if reason:
                    yield number, reason
            elif path.startswith("client/") and QML_ELEMENT.search(line) and not within(path, table.QML_VISIBLE):
                yield number, f"QML sees only {' and '.join(table.QML_VISIBLE)}"


def target_of(folder):
    """The name, without madang_, of the CMake target of a folder."""
    tree, _, name = folder.partition("/")
    return f"{tree}_{name}" if name == "app" else name


def check_cmake(root, path):
    """A folder is a target: what it links must be what it may include."""
    folder = owner_of(path)
    if folder is None or path.startswith("tests/"):
        return
    with open(os.path.join(root, path), encoding="utf-8") as source:
        text = re.sub(r"#.*", "", source.read())
    names = {target_of(other) for other in allowed(folder)} | {"flags"}
    if folder == "client/app":
        names |= {"qml", "resources"}
    for pattern in (MODULE, LINKED):
        for found in pattern.finditer(text):
            for name in re.findall(r"\bmadang_(\w+)", found[2]):
                if name not in names:
                    yield text[:found.start()].count("\n") + 1, f"{folder} may not link madang_{name}"


class Qml:
    """QML files name each other by type, so the type's folder is the arrow's head."""

    IMPORT = re.compile(r'^\s*import\s+"([^"]+)"')
    MODULE = re.compile(r"^\s*import\s+Madang\.(\w+)", re.I)

    def __init__(self, paths):
        self.types = {}
        for path in paths:
            name = path.rpartition("/")[2][:-4]
            self.types[name] = path.rpartition("/")[0]
        self.use = re.compile(r"\b(" + "|".join(map(re.escape, sorted(self.types, key=len, reverse=True)))
                              + r")\b(?=\s*[{.])") if self.types else None

    def check(self, root, path):
        folder = path.rpartition("/")[0]
        if folder not in table.QML_LAYERS:
            yield 1, f"folder {folder} is not listed in table.py"
            return
        may = [folder, *table.QML_LAYERS[folder]]
        with open(os.path.join(root, path), encoding="utf-8") as source:
            # Comments may name anything; their line breaks stay, for the numbers.
            text = re.sub(r"/\*.*?\*/", lambda found: "\n" * found[0].count("\n"), source.read(), flags=re.S)
            for number, line in enumerate(text.split("\n"), 1):
                line = re.sub(r"(?<!:)//.*", "", line)
                found = self.IMPORT.match(line)
                if found and not found[1].startswith("qrc:"):
                    target = os.path.normpath(os.path.join(folder, found[1])).replace(os.sep, "/")
                    if target.endswith((".js", ".mjs")):
                        target = target.rpartition("/")[0]
                    if target not in may:
                        yield number, f"{folder} may not import {target}"
                    continue
                found = self.MODULE.match(line)
                if found and folder not in table.QML_MODULES.get(found[1], [folder]):
                    yield number, f"{folder} may not import the module {found[1]}"
                    continue
                if found and "qml/" + found[1].lower() in table.QML_LAYERS and "qml/" + found[1].lower() not in may:
                    yield number, f"{folder} may not import qml/{found[1].lower()}"
                    continue
                for name in self.use.findall(re.sub(r'"[^"]*"', '""', line)):
                    if self.types[name] not in may:
                        yield number, f"{folder} may not use {name} of {self.types[name]}"


def check(root):
    """Every forbidden arrow of the tree under `root`, as "file:line: reason"."""
    found = list(files(root))
    qml = Qml([path for path in found if path.endswith(".qml") and path.startswith("qml/")])
    for path in found:
        if path.endswith((".cpp", ".h")):
            reasons = check_cpp(root, path)
        elif path.endswith("/CMakeLists.txt") and not path.startswith("qml/"):
            reasons = check_cmake(root, path)
        elif path.endswith(".qml") and path.startswith("qml/"):
            reasons = qml.check(root, path)
        else:
            continue
        for number, reason in reasons:
            yield f"{path}:{number}: {reason}"


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "../..")
    if not any(True for _ in files(root)):
        sys.exit(f"{root}: nothing to check")
    wrong = list(check(root))
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
