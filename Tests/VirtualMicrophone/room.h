/* The room in front of the virtual microphone: what is heard in it, and which part of that the microphone
 * delivers at a given time. All of it is arithmetic on one clock reading, so that a test knows the truth. */
#ifndef ROOM_H
#define ROOM_H

#include <stdbool.h>
#include <stdint.h>

enum { ROOM_MAX_XRUNS = 1024 };

/* Positions: a `frame` counts the frames that the microphone delivers or would have delivered, from its first
 * start. Frames lost in an overrun still count; frames of a silent loss do not, they were never there. */
typedef struct {
  int16_t *samples; /* the infile, interleaved */
  int64_t frames;   /* its length */
  unsigned channels;
  bool loop;

  double frames_per_second; /* rate × speed */
  int64_t origin_ns;        /* CLOCK_MONOTONIC of the first start; 0 before it */

  int64_t xruns[ROOM_MAX_XRUNS]; /* ascending; -EPIPE when the microphone gets there */
  int64_t xrun_ms[ROOM_MAX_XRUNS]; /* for so long nothing comes before the -EPIPE, and what is spoken is lost */
  int xrun_count;
  int next_xrun;
  int64_t suspend_at; /* -ESTRPIPE here, until the device is prepared anew; -1: never */
  int64_t hang_at; /* the read that would give this frame never returns; -1: never */
  int64_t gone_at; /* no frame from here on exists; -1: never */
  int64_t stall_at; /* before this frame nothing comes for `stall_ns`; -1: never */
  int64_t stall_ns;
  int64_t lose_at; /* `lose_frames` of the infile vanish here without an error; -1: never */
  int64_t lose_frames;
} room_t;

/* Reads the whole raw S16 file; returns 0 or a negative errno. */
int room_load(room_t *room, const char *path);
void room_free(room_t *room);

/* CLOCK_MONOTONIC in nanoseconds. */
int64_t room_clock(void);

/* Number of frames that the microphone has produced by the time `now_ns`. */
int64_t room_produced(const room_t *room, int64_t now_ns);

/* The frame at which the next overrun is reported; INT64_MAX when none is to come. */
int64_t room_next_xrun(const room_t *room);

/* `frame`, or the first frame of the next overrun where that comes before: no more can be had from the device. */
int64_t room_within_reach(const room_t *room, int64_t frame);

/* The time at which `frame` frames have been produced. */
int64_t room_time_of(const room_t *room, int64_t frame);

/* One sample of one frame; 0 after the end of the infile unless it loops. */
int16_t room_sample(const room_t *room, int64_t frame, unsigned channel);

#endif
