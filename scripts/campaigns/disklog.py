"""A disk as a log of changes left it, and what a power cut makes of it. The log is written by Tests/Interposer."""
import os
from rig import chance_of

SECTOR = 512


def changes(path):
    """The log as (operation, inode, offset, folder, name, data)."""
    with open(path, "rb") as log:
        while line := log.readline():
            operation, inode, offset, length, folder, name = line.decode().rstrip("\n").split(" ", 5)
            yield operation, int(inode), int(offset), int(folder), name, log.read(int(length))


def apply(content, change):
    """One change of one file."""
    offset, data = change
    if data is None:
        return content[:offset].ljust(offset, b"\0")
    return content[:offset].ljust(offset, b"\0") + data + content[offset + len(data):]


class Disk:
    """What has reached the disk for sure, and what has only been asked for: changes of files in any order and in part,
    changes of names in the order of their folder. Stricter than ext4 or xfs, which keep names in one order."""

    def __init__(self, root):
        self.root, self.names, self.sure = root, {root: {}}, {}
        self.folders, self.asked_names, self.asked = {root}, {}, {}
        self.ids = {}  # The system gives the number of a deleted file to a new one, also to a folder.

    def id(self, inode):
        """The file that has this number now."""
        return self.ids.get(inode, inode)

    def take(self, operation, inode, offset, folder, name, data):
        if operation in ("link", "folder"):
            self.ids[inode] = f"{inode} {len(self.names)} {len(self.sure)}"
        inode, folder = self.id(inode), self.id(folder)
        if operation in ("link", "folder"):
            if operation == "folder":
                self.folders.add(inode)
                self.names[inode] = {}
            else:
                self.sure[inode], self.asked[inode] = b"", []
            self.asked_names.setdefault(folder, []).append((name, inode, None))
        elif operation == "move":
            new, old = name.split("\t")
            self.asked_names.setdefault(folder, []).append((new, inode, old))
        elif operation == "unlink":
            self.asked_names.setdefault(folder, []).append((name, None, None))
        elif operation == "write":
            self.asked.setdefault(inode, []).append((offset, data))
        elif operation == "cut":
            self.asked.setdefault(inode, []).append((offset, None))
        elif operation == "sync" and inode in self.folders:
            self.settle_names(inode, len(self.asked_names.get(inode, [])))
        elif operation == "sync":
            for change in self.asked.get(inode, []):
                self.sure[inode] = apply(self.sure.get(inode, b""), change)
            self.asked[inode] = []

    def settle_names(self, folder, count):
        for name, inode, old in self.asked_names.get(folder, [])[:count]:
            self.names[folder].pop(old, None)
            if inode is None:
                self.names[folder].pop(name, None)
            else:
                self.names[folder][name] = inode
        self.asked_names[folder] = self.asked_names.get(folder, [])[count:]

    def whole(self, inode):
        """The file as a running program sees it."""
        inode = self.id(inode)
        content = self.sure.get(inode, b"")
        for change in self.asked.get(inode, []):
            content = apply(content, change)
        return content

    def after_cut(self, inode, chance):
        """The file as a power cut leaves it: of what was only asked for nothing, all, the first part, or anything."""
        content, asked = self.sure.get(inode, b""), self.asked.get(inode, [])
        kind = chance.randrange(4)
        if kind == 0:
            return content
        last = chance.randrange(len(asked) + 1) if kind == 2 else len(asked)
        for change in asked[:last]:
            if kind == 3 and chance.random() < 0.5:
                continue
            if kind == 3 and change[1] is not None and chance.random() < 0.3:
                offset, data = change
                torn = chance.randrange(0, len(data) + 1)
                change = offset, data[:max(0, (offset + torn) // SECTOR * SECTOR - offset)]
            content = apply(content, change)
        return content

    def write_after_cut(self, path, seed):
        """Makes the folder `path` what the disk is after a power cut now."""
        chance = chance_of(seed)
        for folder in list(self.asked_names):
            if chance.random() < 0.8:
                self.settle_names(folder, chance.randrange(len(self.asked_names[folder]) + 1))
        self.write_folder(self.root, path, chance)

    def write_folder(self, folder, path, chance):
        os.makedirs(path, mode=0o700, exist_ok=True)
        for name, inode in self.names.get(folder, {}).items():
            if inode in self.folders:
                self.write_folder(inode, f"{path}/{name}", chance)
            else:
                with open(f"{path}/{name}", "wb") as file:
                    file.write(self.after_cut(inode, chance))
                os.chmod(f"{path}/{name}", 0o600)
