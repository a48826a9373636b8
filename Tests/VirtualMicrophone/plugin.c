/* A microphone for machines without a sound card: an ALSA external I/O plugin that plays a raw file as if it
 * were spoken in front of a device with a clock of its own, and fails on request. What a hardware driver
 * reports is what this reports, so the recorder is tested through the real libasound.
 *
 *   pcm_type.aloudmic { lib "/absolute/path/libasound_module_pcm_aloudmic.so" }
 *   pcm.mic { type aloudmic  infile "answer.raw" }
 *
 * alsa-lib: include/pcm_ioplug.h; doc "PCM external plugins". */
#include "microphone.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timerfd.h>
#include <unistd.h>

/* The timer is readable when the client has something to do: a period, the last frames before the device
 * goes, or the going itself. During a stall it stays quiet, as a real device does. */
static void arm(microphone_t *mic) {
  int64_t wanted = mic->read + (int64_t)mic->io.period_size;
  if (mic->room.gone_at >= 0 && wanted > mic->room.gone_at) wanted = mic->room.gone_at;
  /* An overrun that takes a while is told at its end. */
  if (room_within_reach(&mic->room, wanted) < wanted) wanted = room_next_xrun(&mic->room);
  int64_t due = room_time_of(&mic->room, wanted);
  struct itimerspec when = {.it_value = {.tv_sec = due / 1000000000, .tv_nsec = due % 1000000000}};
  timerfd_settime(mic->timer, TFD_TIMER_ABSTIME, &when, NULL);
}

static bool is_gone(const microphone_t *mic) {
  return mic->room.gone_at >= 0 && mic->read >= mic->room.gone_at;
}

static int on_prepare(snd_pcm_ioplug_t *io) {
  microphone_t *mic = io->private_data;
  return mic->room.origin_ns != 0 && is_gone(mic) ? -ENODEV : 0;
}

static void note_start(const microphone_t *mic) {
  FILE *diary = mic->diary ? fopen(mic->diary, "a") : NULL;
  if (!diary) return;
  fprintf(diary, "%lld %lld\n", (long long)mic->room.origin_ns, (long long)mic->start);
  fclose(diary);
}

static int on_start(snd_pcm_ioplug_t *io) {
  microphone_t *mic = io->private_data;
  int64_t now = room_clock();
  if (mic->room.origin_ns == 0) {
    mic->room.frames_per_second = io->rate * mic->speed;
    mic->room.origin_ns = now;
  }
  /* The room does not wait: after an overrun the microphone hears what is spoken now. */
  mic->start = mic->read = room_produced(&mic->room, now);
  while (room_next_xrun(&mic->room) <= mic->start) mic->room.next_xrun++;
  note_start(mic);
  arm(mic);
  return 0;
}

static int on_stop(snd_pcm_ioplug_t *io) {
  microphone_t *mic = io->private_data;
  struct itimerspec never = {0};
  timerfd_settime(mic->timer, 0, &never, NULL);
  return 0;
}

static snd_pcm_sframes_t on_pointer(snd_pcm_ioplug_t *io) {
  microphone_t *mic = io->private_data;
  int64_t produced = room_produced(&mic->room, room_clock());
  if (is_gone(mic) && produced >= mic->room.gone_at) {
    if (mic->gone_masked) return -EPIPE;
    snd_pcm_ioplug_set_state(io, SND_PCM_STATE_DISCONNECTED);
    return (mic->read - mic->start) % (int64_t)io->buffer_size;
  }
  if (mic->room.suspend_at >= 0 && produced >= mic->room.suspend_at) {
    mic->room.suspend_at = -1;
    snd_pcm_ioplug_set_state(io, SND_PCM_STATE_SUSPENDED);
    return (mic->read - mic->start) % (int64_t)io->buffer_size;
  }
  bool scripted = produced >= room_next_xrun(&mic->room);
  if (scripted) mic->room.next_xrun++;
  produced = room_within_reach(&mic->room, produced);
  /* libasound takes the pointer modulo the buffer, which cannot tell a full buffer from an empty one. */
  if (scripted || produced - mic->read >= (int64_t)io->buffer_size) return -EPIPE;
  return (produced - mic->start) % (int64_t)io->buffer_size;
}

static void copy_sample(microphone_t *mic, const snd_pcm_channel_area_t *area, snd_pcm_uframes_t to,
                        int16_t sample) {
  char *at = (char *)area->addr + (area->first + area->step * to) / 8;
  if (mic->format == SND_PCM_FORMAT_S32_LE) {
    /* A converter's low bits are never zero. */
    int32_t wide = (int32_t)((uint32_t)(uint16_t)sample << 16 | 0x5a5a);
    memcpy(at, &wide, sizeof wide);
  } else {
    memcpy(at, &sample, sizeof sample);
  }
}

static snd_pcm_sframes_t on_transfer(snd_pcm_ioplug_t *io, const snd_pcm_channel_area_t *areas,
                                     snd_pcm_uframes_t offset, snd_pcm_uframes_t size) {
  microphone_t *mic = io->private_data;
  if (mic->room.hang_at >= 0 && mic->read + (int64_t)size > mic->room.hang_at)
    while (true) pause();
  for (snd_pcm_uframes_t i = 0; i < size; i++)
    for (unsigned channel = 0; channel < io->channels; channel++)
      copy_sample(mic, &areas[channel], offset + i,
                  room_sample(&mic->room, mic->read + (int64_t)i, channel));
  mic->read += (int64_t)size;
  arm(mic);
  return (snd_pcm_sframes_t)size;
}

static int on_poll(snd_pcm_ioplug_t *io, struct pollfd *descriptors, unsigned count,
                   unsigned short *events) {
  microphone_t *mic = io->private_data;
  *events = 0;
  if (count != 1 || !(descriptors[0].revents & POLLIN)) return 0;
  int64_t produced = room_produced(&mic->room, room_clock());
  bool last = (mic->room.gone_at >= 0 && produced >= mic->room.gone_at) || produced >= room_next_xrun(&mic->room);
  produced = room_within_reach(&mic->room, produced);
  if (last || produced - mic->read >= (int64_t)io->period_size) {
    *events = POLLIN;
  } else {
    arm(mic);
  }
  return 0;
}

static int on_close(snd_pcm_ioplug_t *io) {
  microphone_t *mic = io->private_data;
  close(mic->timer);
  room_free(&mic->room);
  free(mic->diary);
  free(mic);
  return 0;
}

static const snd_pcm_ioplug_callback_t callbacks = {
    .start = on_start,
    .stop = on_stop,
    .pointer = on_pointer,
    .transfer = on_transfer,
    .poll_revents = on_poll,
    .prepare = on_prepare,
    .close = on_close,
};

static int constrain(microphone_t *mic) {
  /* A converter in front of it reads through mmap. */
  static const unsigned access[] = {SND_PCM_ACCESS_RW_INTERLEAVED, SND_PCM_ACCESS_MMAP_INTERLEAVED};
  const unsigned format[] = {(unsigned)mic->format};
  unsigned bytes = mic->room.channels * (unsigned)snd_pcm_format_physical_width(mic->format) / 8;
  snd_pcm_ioplug_t *io = &mic->io;
  int code = snd_pcm_ioplug_set_param_list(io, SND_PCM_IOPLUG_HW_ACCESS, 2, access);
  if (code >= 0) code = snd_pcm_ioplug_set_param_list(io, SND_PCM_IOPLUG_HW_FORMAT, 1, format);
  if (code >= 0)
    code = snd_pcm_ioplug_set_param_minmax(io, SND_PCM_IOPLUG_HW_CHANNELS, mic->room.channels,
                                           mic->room.channels);
  if (code >= 0)
    code = snd_pcm_ioplug_set_param_minmax(io, SND_PCM_IOPLUG_HW_RATE, mic->rate ? mic->rate : 8000,
                                           mic->rate ? mic->rate : 192000);
  if (code >= 0)
    code = snd_pcm_ioplug_set_param_minmax(io, SND_PCM_IOPLUG_HW_PERIOD_BYTES, 32 * bytes, 32768 * bytes);
  if (code >= 0)
    code = snd_pcm_ioplug_set_param_minmax(io, SND_PCM_IOPLUG_HW_BUFFER_BYTES, 64 * bytes, 1048576 * bytes);
  if (code >= 0) code = snd_pcm_ioplug_set_param_minmax(io, SND_PCM_IOPLUG_HW_PERIODS, 2, 1024);
  return code;
}

/* Everything up to the handle of libasound; the caller frees `mic` when this fails. */
static int create(microphone_t *mic, const char *name, snd_config_t *conf, snd_pcm_stream_t stream,
                  int mode) {
  const char *infile = NULL;
  snd_config_iterator_t i, next;
  snd_config_for_each(i, next, conf) {
    int code = microphone_field(mic, snd_config_iterator_entry(i), &infile);
    if (code < 0) return code;
  }
  if (mic->open_errno) return -mic->open_errno;
  bool known = mic->format == SND_PCM_FORMAT_S16_LE || mic->format == SND_PCM_FORMAT_S32_LE;
  if (stream != SND_PCM_STREAM_CAPTURE || !infile || !known || mic->speed <= 0 || mic->room.channels < 1
      || mic->room.channels > 32)
    return -EINVAL;
  int code = room_load(&mic->room, infile);
  if (code < 0) {
    SNDERR("aloudmic: %s: %s", infile, snd_strerror(code));
    return code;
  }
  mic->timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  if (mic->timer < 0) return -errno;
  mic->io.version = SND_PCM_IOPLUG_VERSION;
  mic->io.name = "Aloud virtual microphone";
  mic->io.callback = &callbacks;
  mic->io.private_data = mic;
  mic->io.poll_fd = mic->timer;
  mic->io.poll_events = POLLIN;
  mic->io.flags = SND_PCM_IOPLUG_FLAG_MONOTONIC;
  return snd_pcm_ioplug_create(&mic->io, name, stream, mode);
}

SND_PCM_PLUGIN_DEFINE_FUNC(aloudmic) {
  (void)root;
  microphone_t *mic = calloc(1, sizeof *mic);
  if (!mic) return -ENOMEM;
  mic->timer = -1;
  mic->speed = 1;
  mic->format = SND_PCM_FORMAT_S16_LE;
  mic->room.channels = 1;
  mic->room.suspend_at = mic->room.hang_at = -1;
  mic->room.gone_at = mic->room.stall_at = mic->room.lose_at = -1;
  int code = create(mic, name, conf, stream, mode);
  if (code < 0) {
    if (mic->timer >= 0) close(mic->timer);
    room_free(&mic->room);
    free(mic->diary);
    free(mic);
    return code;
  }
  code = constrain(mic);
  if (code < 0) {
    snd_pcm_ioplug_delete(&mic->io); /* calls on_close, which frees `mic` */
    return code;
  }
  *pcmp = mic->io.pcm;
  return 0;
}
SND_PCM_PLUGIN_SYMBOL(aloudmic)
