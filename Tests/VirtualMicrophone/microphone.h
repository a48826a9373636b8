/* One open virtual microphone, and its fields in asound.conf. */
#ifndef MICROPHONE_H
#define MICROPHONE_H

#include "room.h"

#include <alsa/asoundlib.h>
#include <alsa/pcm_external.h>

typedef struct {
  snd_pcm_ioplug_t io;
  room_t room;
  int timer;
  int64_t read;  /* next frame to hand out */
  int64_t start; /* frame of the last start: where libasound's pointer is 0 */
  unsigned rate;
  snd_pcm_format_t format;
  double speed;
  bool gone_masked;
  int open_errno;
  char *diary;
} microphone_t;

/* Takes one field of the pcm into `mic`, and the path of the infile into `infile`. 0 or a negative errno.
 *
 * Fields of a pcm, all but infile optional; positions in frames from the first start:
 *   infile PATH       raw S16_LE, interleaved; silence follows its end
 *   loop BOOL         begin again at its end instead
 *   channels N        of the infile and the device (1)
 *   rate N            the only rate the device has (any from 8000 to 192000)
 *   sample_format S   "S16_LE" or "S32_LE": 32 bits carry the sample on top and noise below ("S16_LE")
 *   speed_pct N       clock speed in per cent of real time (100)
 *   drift_ppm N       parts per million by which that clock is fast (0)
 *   xrun_at N | [N…]  -EPIPE when the device gets there, ascending
 *   xrun_ms N | [N…]  for each of them: nothing comes for so long before it (0)
 *   suspend_at N      suspended: -ESTRPIPE, once
 *   hang_at N         the read that would give this frame never returns
 *   gone_at N         unplugged: everything before is delivered, then -ENODEV for ever
 *   gone_masked BOOL  unplugged the way some plugins say it: -EPIPE first, -ENODEV from prepare
 *   stall_at N, stall_ms N          nothing comes for so long, then it goes on with the next frame
 *   lose_at N, lose_frames N        so many frames of the infile vanish and nobody says so
 *   open_errno N, busy BOOL         opening fails with this errno, or with EBUSY
 *   diary PATH   each start appends a line: CLOCK_MONOTONIC in ns of frame 0, and the frame that it starts with */
int microphone_field(microphone_t *mic, snd_config_t *node, const char **infile);

#endif
