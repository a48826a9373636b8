/* The calls that change files. Each is told by the inode behind its descriptor, for names change and inodes stay. */
#define _GNU_SOURCE
#include "log.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static ino_t inode_at(int folder, const char *name) {
  struct stat info;
  return fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) == 0 ? info.st_ino : 0;
}

/* The inode of the folder that holds `path`, its last part in `name`; 0 when it is not of interest. */
static ino_t holder(int folder, const char *path, char name[NAME_MAX + 1]) {
  char above[PATH_MAX], whole[PATH_MAX];
  const char *slash = strrchr(path, '/');
  snprintf(name, NAME_MAX + 1, "%.*s", NAME_MAX, slash ? slash + 1 : path);
  if (slash && slash != path) {
    snprintf(above, sizeof above, "%.*s", (int)(slash - path), path);
  } else {
    snprintf(above, sizeof above, "%s", slash ? "/" : ".");
  }
  int descriptor = REAL(openat)(folder, above, O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return 0;
  struct stat info;
  bool wanted = log_wants(path_of(descriptor, whole, sizeof whole)) && fstat(descriptor, &info) == 0;
  REAL(close)(descriptor);
  return wanted ? info.st_ino : 0;
}

static void note_name(const char *operation, int folder, const char *path) {
  int before = errno;
  char name[NAME_MAX + 1];
  ino_t above = holder(folder, path, name);
  if (above)
    log_append(operation, &(change_t){.inode = inode_at(folder, path), .folder = above, .name = name});
  errno = before;
}

static int opened(int (*open_it)(int, const char *, int, ...), int folder, const char *path, int flags, mode_t mode) {
  bool creates = (flags & O_CREAT) && inode_at(folder, path) == 0;
  int result = open_it(folder, path, flags, mode);
  if (result >= 0 && creates) note_name("link", folder, path);
  if (result >= 0 && (flags & O_TRUNC)) {
    char whole[PATH_MAX];
    struct stat info;
    if (log_wants(path_of(result, whole, sizeof whole)) && fstat(result, &info) == 0)
      log_append("cut", &(change_t){.inode = info.st_ino});
  }
  return result;
}

#define MODE(flags, mode) \
  mode_t mode = 0;        \
  if (flags & O_CREAT) {  \
    va_list rest;         \
    va_start(rest, flags); \
    mode = va_arg(rest, mode_t); \
    va_end(rest);         \
  }

int openat(int folder, const char *path, int flags, ...) {
  MODE(flags, mode)
  return opened(REAL(openat), folder, path, flags, mode);
}
int openat64(int folder, const char *path, int flags, ...) {
  MODE(flags, mode)
  return opened(REAL(openat64), folder, path, flags, mode);
}
int open(const char *path, int flags, ...) {
  MODE(flags, mode)
  return opened(REAL(openat), AT_FDCWD, path, flags, mode);
}
int open64(const char *path, int flags, ...) {
  MODE(flags, mode)
  return opened(REAL(openat64), AT_FDCWD, path, flags, mode);
}

/* After a write of `count` bytes that ended at `offset` + `count`; −1: at the position of the descriptor. */
static void note_write(int descriptor, const void *data, ssize_t count, off_t offset) {
  int before = errno;
  char path[PATH_MAX];
  struct stat info;
  if (count > 0 && descriptor <= 2 && getenv("INTERPOSER_LOG")) {
    log_append("say", &(change_t){.inode = (ino_t)descriptor, .data = data, .length = (size_t)count});
  } else if (count > 0 && log_wants(path_of(descriptor, path, sizeof path)) && fstat(descriptor, &info) == 0) {
    if (offset < 0) offset = lseek(descriptor, 0, SEEK_CUR) - count;
    log_append("write",
               &(change_t){.inode = info.st_ino, .offset = offset, .data = data, .length = (size_t)count});
  }
  errno = before;
}

static void slow(const char *call, int descriptor) {
  char path[PATH_MAX];
  if (getenv("INTERPOSER_SLOW") || getenv("INTERPOSER_STUCK"))
    slow_down(call, path_of(descriptor, path, sizeof path));
}

ssize_t write(int descriptor, const void *data, size_t size) {
  slow("write", descriptor);
  ssize_t count = REAL(write)(descriptor, data, size);
  note_write(descriptor, data, count, -1);
  return count;
}
ssize_t pwrite(int descriptor, const void *data, size_t size, off_t offset) {
  slow("write", descriptor);
  ssize_t count = REAL(pwrite)(descriptor, data, size, offset);
  note_write(descriptor, data, count, offset);
  return count;
}
ssize_t pwrite64(int descriptor, const void *data, size_t size, off64_t offset) {
  return pwrite(descriptor, data, size, offset);
}

static int noted(const char *operation, int descriptor, off_t length, int result) {
  int before = errno;
  char path[PATH_MAX];
  struct stat info;
  if (result == 0 && log_wants(path_of(descriptor, path, sizeof path)) && fstat(descriptor, &info) == 0)
    log_append(operation, &(change_t){.inode = info.st_ino, .offset = length});
  errno = before;
  return result;
}

int ftruncate(int descriptor, off_t length) {
  return noted("cut", descriptor, length, REAL(ftruncate)(descriptor, length));
}
int ftruncate64(int descriptor, off64_t length) { return ftruncate(descriptor, length); }
int fsync(int descriptor) {
  slow("sync", descriptor);
  return noted("sync", descriptor, 0, REAL(fsync)(descriptor));
}
int fdatasync(int descriptor) {
  slow("sync", descriptor);
  return noted("sync", descriptor, 0, REAL(fdatasync)(descriptor));
}

int mkdirat(int folder, const char *path, mode_t mode) {
  int result = REAL(mkdirat)(folder, path, mode);
  if (result == 0) note_name("folder", folder, path);
  return result;
}
int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

int unlinkat(int folder, const char *path, int flags) {
  ino_t there = inode_at(folder, path);
  int result = REAL(unlinkat)(folder, path, flags);
  if (result == 0 && there) note_name("unlink", folder, path);
  return result;
}
int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }

int renameat(int from_folder, const char *from, int to_folder, const char *to) {
  int result = REAL(renameat)(from_folder, from, to_folder, to);
  int before = errno;
  char new_name[NAME_MAX + 1], old_name[NAME_MAX + 1], both[2 * NAME_MAX + 2];
  ino_t above = result == 0 ? holder(to_folder, to, new_name) : 0;
  if (above) {
    holder(from_folder, from, old_name);
    snprintf(both, sizeof both, "%s\t%s", new_name, old_name);
    log_append("move", &(change_t){.inode = inode_at(to_folder, to), .folder = above, .name = both});
  }
  errno = before;
  return result;
}
int rename(const char *from, const char *to) { return renameat(AT_FDCWD, from, AT_FDCWD, to); }
