/* The log of changes that scripts/campaigns/power.py replays.
 *
 * One record: a line "OPERATION INODE OFFSET LENGTH FOLDER-INODE NAME\n", then LENGTH bytes of data.
 *   link     INODE is now NAME in FOLDER-INODE     (a file was created)
 *   folder   the same for a folder
 *   unlink   NAME in FOLDER-INODE is gone
 *   move     like link, from the NAME after the tab: "NEW\tOLD", both in FOLDER-INODE
 *   write    LENGTH bytes at OFFSET
 *   cut      the length is now OFFSET
 *   sync     the data of INODE are on the disk; for a folder, its names
 *   say      LENGTH bytes to standard output or error */
#ifndef LOG_H
#define LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

typedef struct {
  ino_t inode;
  off_t offset;
  ino_t folder;
  const char *name;
  const void *data;
  size_t length;
} change_t;

/* Is there a log, and does `path` lie below its root? */
bool log_wants(const char *path);
void log_append(const char *operation, const change_t *change);

/* The path behind a descriptor, or "". */
const char *path_of(int descriptor, char *buffer, size_t size);

/* Sleeps if the disk is slow for this `call` ("write" or "sync") on this path now. */
void slow_down(const char *call, const char *path);

#endif
