/* Counts what the capture thread asks the allocator and the locks for while it captures, and how often it reads. It is
 * the thread that called snd_pcm_start, and it captures until it calls snd_pcm_drop or the program ends, which on a busy
 * machine may come first. libasound locks its handles itself in each call, without contention here; what it does is
 * counted apart, told by who called. */
#define _GNU_SOURCE
#include <alsa/asoundlib.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

extern void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_realloc(void *, size_t);
extern void __libc_free(void *);

enum { MOST_CALLERS = 16 };
static __thread int armed;
static __thread int busy;
static int allocations, locks, of_libasound, reads, caller_count;
static long frames;
static int has_started, is_reported;
static pthread_mutex_t reporting = PTHREAD_MUTEX_INITIALIZER;
static const void *callers[MOST_CALLERS];

static void count(int *what, const void *caller) {
  if (!armed || busy) return;
  busy = 1;
  Dl_info info;
  if (dladdr(caller, &info) && info.dli_fname && strstr(info.dli_fname, "libasound")) {
    of_libasound++;
  } else {
    (*what)++;
    if (caller_count < MOST_CALLERS) callers[caller_count++] = caller;
  }
  busy = 0;
}

#define CALLER __builtin_return_address(0)

void *malloc(size_t size) {
  count(&allocations, CALLER);
  return __libc_malloc(size);
}
void *calloc(size_t number, size_t size) {
  count(&allocations, CALLER);
  return __libc_calloc(number, size);
}
void *realloc(void *old, size_t size) {
  count(&allocations, CALLER);
  return __libc_realloc(old, size);
}
void free(void *memory) {
  if (memory) count(&allocations, CALLER);
  __libc_free(memory);
}

static int really_lock(pthread_mutex_t *mutex) {
  static int (*real)(pthread_mutex_t *);
  if (!real) real = (int (*)(pthread_mutex_t *))dlsym(RTLD_NEXT, "pthread_mutex_lock");
  return real(mutex);
}

int pthread_mutex_lock(pthread_mutex_t *mutex) {
  count(&locks, CALLER);
  return really_lock(mutex);
}

static void write_report(const char *path) {
  FILE *file = fopen(path, "w");
  if (!file) return;
  fprintf(file, "allocations %d locks %d libasound %d reads %d frames %ld\n", allocations, locks, of_libasound, reads,
          frames);
  for (int i = 0; i < caller_count; i++) {
    Dl_info info = {0};
    dladdr(callers[i], &info);
    fprintf(file, "%s in %s\n", info.dli_sname ? info.dli_sname : "?", info.dli_fname ? info.dli_fname : "?");
  }
  fclose(file);
}

/* Once, by whoever comes first; the other waits, so that no report is cut short by the end of the program. */
__attribute__((destructor)) static void report(void) {
  const char *path = getenv("INTERPOSER_CAPTURE");
  if (!path) return;
  really_lock(&reporting);
  if (has_started && !is_reported) write_report(path);
  is_reported = has_started;
  pthread_mutex_unlock(&reporting);
}

int snd_pcm_start(snd_pcm_t *pcm) {
  int (*real)(snd_pcm_t *) = (int (*)(snd_pcm_t *))dlsym(RTLD_NEXT, "snd_pcm_start");
  armed = 0;
  int result = real(pcm);
  armed = has_started = getenv("INTERPOSER_CAPTURE") != NULL;
  return result;
}

snd_pcm_sframes_t snd_pcm_readi(snd_pcm_t *pcm, void *buffer, snd_pcm_uframes_t size) {
  static snd_pcm_sframes_t (*real)(snd_pcm_t *, void *, snd_pcm_uframes_t);
  if (!real) real = (snd_pcm_sframes_t (*)(snd_pcm_t *, void *, snd_pcm_uframes_t))dlsym(RTLD_NEXT, "snd_pcm_readi");
  snd_pcm_sframes_t result = real(pcm, buffer, size);
  reads += armed;
  if (armed && result > 0) frames += result;
  const char *slow = getenv("INTERPOSER_READ");
  struct timespec left = {.tv_nsec = slow ? strtol(slow, NULL, 10) * 1000 : 0};
  if (slow) nanosleep(&left, NULL);
  return result;
}

int snd_pcm_drop(snd_pcm_t *pcm) {
  int (*real)(snd_pcm_t *) = (int (*)(snd_pcm_t *))dlsym(RTLD_NEXT, "snd_pcm_drop");
  if (armed) {
    armed = 0;
    report();
  }
  return real(pcm);
}
