#!/usr/bin/env python3
"""What the plugin asks of the server's classes, and whether a server has it.

    server_signatures.py table PLUGIN.zip > server-signatures.txt
        every class, method and field of GeoTools, GeoServer, Spring and GeographicLib that the plugin's own jars name.
    server_signatures.py check PLUGIN.zip WEB-INF/lib
        looks up every reference of the plugin's own jars, also those to JTS and Jackson, among the classes of the archive and of
        a server, as the Java machine does when it links; and whether classes and lambdas of the plugin still implement all that
        types of the server leave abstract.
    server_signatures.py declared API.jar WEB-INF/lib
        whether a server declares every class and member of the compile-only module with the same descriptor.

Needs Python 3.9 alone. It reads class files by chapter 4 of the Java Virtual Machine Specification. Of the JDK it sees nothing: it takes
for granted that what a class inherits from there is as it was when the plugin was compiled.
"""
import io
import re
import struct
import sys
import zipfile
from pathlib import Path

OWN_JARS = "gs-prelabel-"
TABLE = ("org/geotools/", "org/geoserver/", "org/springframework/", "net/sf/geographiclib/")
JDK = ("java/", "javax/", "org/w3c/dom/", "org/xml/sax/")
NULLNESS = "org/jspecify/annotations/"
INTERFACE, ABSTRACT, STATIC, PRIVATE = 0x0200, 0x0400, 0x0008, 0x0002
NAMED_IN_DESCRIPTOR = re.compile(r"L([A-Za-z_][\w$]*(?:/[\w$]+)+)[;<]")


class ClassFile:
    """The parts of a class file that linking looks at."""

    def __init__(self, data):
        self.data = data
        self.position = 8
        self.pool = self._pool()
        self.access, this, parent, count = self._read(">HHHH")
        self.name = self._class_name(this)
        self.parent = self._class_name(parent) if parent else None
        self.interfaces = [self._class_name(index) for index in self._read(f">{count}H")]
        self.fields = self._members()
        self.methods = self._members()

    def _read(self, form):
        values = struct.unpack_from(form, self.data, self.position)
        self.position += struct.calcsize(form)
        return values

    def _pool(self):
        (count,) = self._read(">H")
        pool = [None] * count
        index = 1
        while index < count:
            (tag,) = self._read(">B")
            if tag == 1:
                (length,) = self._read(">H")
                text = self.data[self.position:self.position + length].decode("utf-8", "replace")
                pool[index] = (tag, text)
                self.position += length
            elif tag in (3, 4):
                pool[index] = (tag, *self._read(">I"))
            elif tag in (5, 6):
                pool[index] = (tag, *self._read(">Q"))
                index += 1
            elif tag in (7, 8, 16, 19, 20):
                pool[index] = (tag, *self._read(">H"))
            elif tag in (9, 10, 11, 12, 17, 18):
                pool[index] = (tag, *self._read(">HH"))
            elif tag == 15:
                pool[index] = (tag, *self._read(">BH"))
            else:
                raise ValueError(f"constant of unknown kind {tag}")
            index += 1
        return pool

    def _text(self, index):
        return self.pool[index][1]

    def _class_name(self, index):
        return self._text(self.pool[index][1])

    def _members(self):
        members = {}
        (count,) = self._read(">H")
        for _ in range(count):
            access, name, descriptor, attributes = self._read(">HHHH")
            members[self._text(name), self._text(descriptor)] = access
            for _ in range(attributes):
                _, length = self._read(">HI")
                self.position += length
        return members

    def classes(self):
        """Internal names of all types that the file names, in code, descriptors, generics or annotations."""
        names = set()
        for constant in filter(None, self.pool):
            if constant[0] == 7 and not self._text(constant[1]).startswith("["):
                names.add(self._text(constant[1]))
            elif constant[0] == 1:
                names.update(NAMED_IN_DESCRIPTOR.findall(constant[1]))
        return names

    def references(self):
        """(kind, owner, name, descriptor) of members that the code names."""
        kinds = {9: "field", 10: "method", 11: "method"}
        for constant in filter(None, self.pool):
            if constant[0] in kinds:
                _, name, descriptor = self.pool[constant[2]]
                owner = self._class_name(constant[1])
                if not owner.startswith("["):
                    yield kinds[constant[0]], owner, self._text(name), self._text(descriptor)

    def lambdas(self):
        """(interface, method) of what invokedynamic makes."""
        for constant in filter(None, self.pool):
            if constant[0] == 18:
                _, name, descriptor = self.pool[constant[2]]
                made = re.fullmatch(r"\(.*\)L(.*);", self._text(descriptor))
                if made and made[1] != "java/lang/String":
                    yield made[1], self._text(name)


def read_jar(jar):
    with zipfile.ZipFile(jar) as archive:
        for entry in archive.namelist():
            if entry.endswith(".class") and not entry.startswith("META-INF/") and not entry.endswith("module-info.class"):
                file = ClassFile(archive.read(entry))
                yield file.name, file


class World:
    """The classes of the plugin's archive, and of a server if one is given."""

    def __init__(self, plugin=None, server=None):
        self.own, self.all = {}, {}
        if server:
            for jar in sorted(Path(server).rglob("*.jar")):
                if not jar.name.endswith(("-tests.jar", "-sources.jar", "-javadoc.jar")):
                    self.all.update(read_jar(jar))
            if not self.all:
                raise SystemExit(f"no jar in {server}")
        if plugin:
            with zipfile.ZipFile(plugin) as archive:
                for name in archive.namelist():
                    if name.endswith(".jar"):
                        classes = dict(read_jar(io.BytesIO(archive.read(name))))
                        self.all.update(classes)
                        if name.startswith(OWN_JARS):
                            self.own.update(classes)

    def table(self):
        lines = set()
        for file in self.own.values():
            for name in file.classes():
                if name.startswith(TABLE):
                    lines.add(f"class {name}")
            for kind, owner, name, descriptor in file.references():
                owner = self._outside(kind, owner, name, descriptor)
                if owner and owner.startswith(TABLE):
                    lines.add(f"{kind} {owner} {name} {descriptor}")
            for interface, name in file.lambdas():
                if interface.startswith(TABLE):
                    lines.add(f"lambda {interface} {name}")
        return sorted(lines)

    def _outside(self, kind, owner, name, descriptor):
        """Where a member comes from that is called on a class of the plugin: the first superclass that is not of the plugin."""
        while owner in self.own:
            file = self.own[owner]
            if (name, descriptor) in (file.fields if kind == "field" else file.methods):
                return None
            owner = file.parent
        return owner

    def types(self, name):
        """A class and all above it; what is missing, as of the JDK, comes as a name."""
        todo, seen = [name], set()
        while todo:
            name = todo.pop(0)
            if name in seen:
                continue
            seen.add(name)
            file = self.all.get(name)
            yield file or name
            if file:
                todo += ([file.parent] if file.parent else []) + file.interfaces

    def has(self, kind, owner, name, descriptor):
        for file in self.types(owner):
            if isinstance(file, str):
                if file.startswith(JDK) and file != "java/lang/Object":
                    return True
            elif (name, descriptor) in (file.fields if kind == "field" else file.methods):
                return True
            elif kind == "method" and file.name in ("java/lang/invoke/MethodHandle", "java/lang/invoke/VarHandle"):
                return True
        return (name, descriptor) in OBJECT

    def left_abstract(self, name):
        """Methods of a class, or of an interface, that nobody implements."""
        files = list(self.types(name))
        if any(isinstance(file, str) and file.startswith(JDK) and not file.startswith("java/lang/Object") and
               not self._is_jdk_interface(file, name) for file in files):
            return set()
        files = [file for file in files if not isinstance(file, str)]
        abstract = {key for file in files for key, access in file.methods.items() if access & ABSTRACT}
        concrete = {key for file in files for key, access in file.methods.items() if not access & (ABSTRACT | STATIC | PRIVATE)}
        return abstract - concrete - OBJECT

    def _is_jdk_interface(self, jdk, name):
        """Whether a type of the JDK stands above a class by way of interfaces alone."""
        file = self.all[name]
        while file.parent in self.all:
            file = self.all[file.parent]
        return file.parent != jdk


OBJECT = {
    ("hashCode", "()I"), ("equals", "(Ljava/lang/Object;)Z"), ("toString", "()Ljava/lang/String;"),
    ("getClass", "()Ljava/lang/Class;"), ("clone", "()Ljava/lang/Object;"), ("notify", "()V"), ("notifyAll", "()V"),
    ("wait", "()V"), ("wait", "(J)V"), ("wait", "(JI)V"), ("finalize", "()V"), ("<init>", "()V"),
}


def check(plugin, server):
    world = World(plugin, server)
    problems, looked_up = set(), 0
    for file in world.own.values():
        for name in file.classes():
            if not name.startswith(JDK) and not name.startswith(NULLNESS):
                looked_up += 1
                if name not in world.all:
                    problems.add(f"no class {name}, which {file.name} names")
        for kind, owner, name, descriptor in file.references():
            if not owner.startswith(JDK) and owner in world.all:
                looked_up += 1
                if not world.has(kind, owner, name, descriptor):
                    problems.add(f"no {kind} {owner} {name} {descriptor}, which {file.name} uses")
        for interface, name in file.lambdas():
            if interface in world.all:
                looked_up += 1
                left = {method for method, _ in world.left_abstract(interface)}
                if left != {name}:
                    problems.add(f"{interface} leaves {sorted(left)} abstract, a lambda in {file.name} implements {name}")
        if not file.access & (ABSTRACT | INTERFACE):
            looked_up += 1
            for method, descriptor in world.left_abstract(file.name):
                problems.add(f"{file.name} does not implement {method} {descriptor}")
    return finish(problems, looked_up)


def declared(api, server):
    world = World(server=server)
    problems, looked_up = set(), 0
    for name, ours in read_jar(api):
        if name.endswith("package-info"):
            continue
        looked_up += 1
        theirs = world.all.get(name)
        if not theirs:
            problems.add(f"no class {name}")
            continue
        if (ours.access ^ theirs.access) & INTERFACE:
            problems.add(f"{name} is an interface in one place and a class in the other")
        for kind, members in (("field", ours.fields), ("method", ours.methods)):
            for (member, descriptor), access in members.items():
                if not access & PRIVATE:
                    looked_up += 1
                    if not world.has(kind, name, member, descriptor):
                        problems.add(f"no {kind} {name} {member} {descriptor}")
    return finish(problems, looked_up)


def finish(problems, looked_up):
    for problem in sorted(problems):
        print(problem)
    print(f"{looked_up} looked up, {len(problems)} problems")
    return 1 if problems or not looked_up else 0


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if len(arguments) == 2 and arguments[0] == "table":
        print("\n".join(World(arguments[1]).table()))
    elif len(arguments) == 3 and arguments[0] == "check":
        sys.exit(check(*arguments[1:]))
    elif len(arguments) == 3 and arguments[0] == "declared":
        sys.exit(declared(*arguments[1:]))
    else:
        sys.exit(__doc__)
