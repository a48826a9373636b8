#include "microphone.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int64_t number(snd_config_t *node) {
  long value = 0;
  char *text = NULL;
  if (snd_config_get_integer(node, &value) >= 0) return value;
  if (snd_config_get_ascii(node, &text) < 0 || !text) return 0;
  value = strtol(text, NULL, 10);
  free(text);
  return value;
}

/* One number or a list of them, at most ROOM_MAX_XRUNS. */
static int numbers(snd_config_t *node, int64_t list[ROOM_MAX_XRUNS]) {
  int count = 0;
  if (snd_config_get_type(node) != SND_CONFIG_TYPE_COMPOUND) {
    list[count++] = number(node);
    return count;
  }
  snd_config_iterator_t i, next;
  snd_config_for_each(i, next, node) {
    if (count < ROOM_MAX_XRUNS) list[count++] = number(snd_config_iterator_entry(i));
  }
  return count;
}

int microphone_field(microphone_t *mic, snd_config_t *node, const char **infile) {
  const char *id, *text = NULL;
  if (snd_config_get_id(node, &id) < 0) return 0;
  if (!strcmp(id, "type") || !strcmp(id, "comment") || !strcmp(id, "hint")) return 0;
  if (!strcmp(id, "infile")) return snd_config_get_string(node, infile);
  if (!strcmp(id, "sample_format")) {
    int code = snd_config_get_string(node, &text);
    if (code >= 0) mic->format = snd_pcm_format_value(text);
    return code;
  }
  if (!strcmp(id, "diary")) {
    int code = snd_config_get_string(node, &text);
    if (code >= 0) mic->diary = strdup(text);
    return code;
  }
  if (!strcmp(id, "xrun_at")) return mic->room.xrun_count = numbers(node, mic->room.xruns), 0;
  if (!strcmp(id, "xrun_ms")) return numbers(node, mic->room.xrun_ms), 0;
  if (!strcmp(id, "loop")) return mic->room.loop = snd_config_get_bool(node) > 0, 0;
  if (!strcmp(id, "gone_masked")) return mic->gone_masked = snd_config_get_bool(node) > 0, 0;
  if (!strcmp(id, "busy")) return mic->open_errno = snd_config_get_bool(node) > 0 ? EBUSY : 0, 0;
  if (!strcmp(id, "open_errno")) return mic->open_errno = (int)number(node), 0;
  if (!strcmp(id, "channels")) return mic->room.channels = (unsigned)number(node), 0;
  if (!strcmp(id, "rate")) return mic->rate = (unsigned)number(node), 0;
  if (!strcmp(id, "speed_pct")) return mic->speed = number(node) / 100.0, 0;
  if (!strcmp(id, "drift_ppm")) return mic->speed *= 1 + number(node) / 1e6, 0;
  if (!strcmp(id, "suspend_at")) return mic->room.suspend_at = number(node), 0;
  if (!strcmp(id, "hang_at")) return mic->room.hang_at = number(node), 0;
  if (!strcmp(id, "gone_at")) return mic->room.gone_at = number(node), 0;
  if (!strcmp(id, "stall_at")) return mic->room.stall_at = number(node), 0;
  if (!strcmp(id, "stall_ms")) return mic->room.stall_ns = number(node) * 1000000, 0;
  if (!strcmp(id, "lose_at")) return mic->room.lose_at = number(node), 0;
  if (!strcmp(id, "lose_frames")) return mic->room.lose_frames = number(node), 0;
  SNDERR("aloudmic: unknown field %s", id);
  return -EINVAL;
}
