#include "log.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

bool log_wants(const char *path) {
  const char *log = getenv("INTERPOSER_LOG"), *root = getenv("INTERPOSER_ROOT");
  return log && root && !strncmp(path, root, strlen(root));
}

const char *path_of(int descriptor, char *buffer, size_t size) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(link, buffer, size - 1);
  buffer[length < 0 ? 0 : length] = 0;
  return buffer;
}

void log_append(const char *operation, const change_t *change) {
  char line[8192];
  int length = snprintf(line, sizeof line, "%s %lu %ld %zu %lu %s\n", operation, (unsigned long)change->inode,
                        (long)change->offset, change->length, (unsigned long)change->folder,
                        change->name ? change->name : "-");
  pthread_mutex_lock(&turn);
  static int file = -1;
  if (file < 0) file = (int)syscall(SYS_openat, AT_FDCWD, getenv("INTERPOSER_LOG"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  syscall(SYS_write, file, line, (size_t)length);
  if (change->length) syscall(SYS_write, file, change->data, change->length);
  pthread_mutex_unlock(&turn);
}

static long now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void slow_down(const char *call, const char *path) {
  const char *slow = getenv("INTERPOSER_SLOW"), *stuck = getenv("INTERPOSER_STUCK");
  size_t length = strlen(path);
  if (length < 8 || strcmp(path + length - 8, "take.wav")) return;
  struct timespec moment = {.tv_nsec = 2000000};
  while (stuck && access(stuck, F_OK) == 0) nanosleep(&moment, NULL);
  if (!slow) return;
  long ms = 0, after = 0, during = 0;
  char which[16] = "both";
  if (sscanf(slow, "%ld %ld %ld %15s", &ms, &after, &during, which) < 3) return;
  static long first = 0;
  if (!first) first = now_ms();
  long age = now_ms() - first;
  if ((strcmp(which, "both") && strcmp(which, call)) || age < after || age >= after + during) return;
  long end = first + after + during - now_ms();
  long pause = ms < end ? ms : end;
  struct timespec left = {.tv_sec = pause / 1000, .tv_nsec = pause % 1000 * 1000000};
  while (nanosleep(&left, &left) < 0) continue;
}
