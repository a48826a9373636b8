#include "room.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

static const double NS_PER_SECOND = 1e9;

int room_load(room_t *room, const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) return -errno;
  struct stat info;
  if (fstat(fileno(file), &info) < 0) {
    int code = errno;
    fclose(file);
    return -code;
  }
  size_t frame_bytes = sizeof(int16_t) * room->channels;
  size_t frames = (size_t)info.st_size / frame_bytes;
  room->samples = calloc(frames * room->channels + 1, sizeof(int16_t));
  if (!room->samples) {
    fclose(file);
    return -ENOMEM;
  }
  room->frames = (int64_t)fread(room->samples, frame_bytes, frames, file);
  fclose(file);
  return 0;
}

void room_free(room_t *room) {
  free(room->samples);
  room->samples = NULL;
}

int64_t room_clock(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

int64_t room_produced(const room_t *room, int64_t now_ns) {
  if (room->origin_ns == 0 || now_ns <= room->origin_ns) return 0;
  int64_t elapsed = now_ns - room->origin_ns;
  if (room->stall_at >= 0) {
    int64_t stall_ns = (int64_t)(room->stall_at / room->frames_per_second * NS_PER_SECOND);
    if (elapsed > stall_ns)
      elapsed = elapsed - stall_ns > room->stall_ns ? elapsed - room->stall_ns : stall_ns;
  }
  int64_t frame = (int64_t)(elapsed / NS_PER_SECOND * room->frames_per_second);
  if (room->lose_at >= 0 && frame > room->lose_at)
    frame = frame - room->lose_at > room->lose_frames ? frame - room->lose_frames : room->lose_at;
  if (room->gone_at >= 0 && frame > room->gone_at) frame = room->gone_at;
  return frame;
}

int64_t room_next_xrun(const room_t *room) {
  if (room->next_xrun >= room->xrun_count) return INT64_MAX;
  return room->xruns[room->next_xrun] + (int64_t)(room->xrun_ms[room->next_xrun] * room->frames_per_second / 1000);
}

int64_t room_within_reach(const room_t *room, int64_t frame) {
  if (room->next_xrun >= room->xrun_count || !room->xrun_ms[room->next_xrun]) return frame;
  int64_t end = room->xruns[room->next_xrun];
  return frame > end ? end : frame;
}

int64_t room_time_of(const room_t *room, int64_t frame) {
  int64_t heard = room->lose_at >= 0 && frame > room->lose_at ? frame + room->lose_frames : frame;
  int64_t held = room->stall_at >= 0 && heard > room->stall_at ? room->stall_ns : 0;
  /* One microsecond late rather than early: a timer that fires early finds one frame too few. */
  return room->origin_ns + held + (int64_t)(heard / room->frames_per_second * NS_PER_SECOND) + 1000;
}

int16_t room_sample(const room_t *room, int64_t frame, unsigned channel) {
  int64_t position = room->lose_at >= 0 && frame >= room->lose_at ? frame + room->lose_frames : frame;
  if (room->loop && room->frames > 0) position %= room->frames;
  if (position < 0 || position >= room->frames) return 0;
  return room->samples[position * room->channels + channel];
}
