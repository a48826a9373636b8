/* The mixer of the virtual microphone: what a sound card says about its capture side.
 *
 *   ctl_type.aloudmic { lib "/absolute/path/libasound_module_pcm_aloudmic.so" }
 *   ctl.mic { type aloudmic  capture_switch BOOL  capture_volume N  agc BOOL }     volume 0…100; each may be missing
 *
 * alsa-lib: include/control_external.h; doc "External Control Plugin SDK". */
#include <alsa/asoundlib.h>
#include <alsa/control_external.h>

#include <stdlib.h>
#include <string.h>

enum { CONTROLS = 3 };
static const char *const names[CONTROLS] = {"Capture Switch", "Capture Volume", "Auto Gain Control"};

typedef struct {
  snd_ctl_ext_t ext;
  long values[CONTROLS];
  unsigned present[CONTROLS]; /* indices into `names` */
  unsigned count;
} mixer_t;

static void on_close(snd_ctl_ext_t *ext) { free(ext->private_data); }

static int on_count(snd_ctl_ext_t *ext) { return (int)((mixer_t *)ext->private_data)->count; }

static int on_list(snd_ctl_ext_t *ext, unsigned offset, snd_ctl_elem_id_t *id) {
  mixer_t *mixer = ext->private_data;
  if (offset >= mixer->count) return -EINVAL;
  snd_ctl_elem_id_set_interface(id, SND_CTL_ELEM_IFACE_MIXER);
  snd_ctl_elem_id_set_name(id, names[mixer->present[offset]]);
  return 0;
}

static snd_ctl_ext_key_t on_find(snd_ctl_ext_t *ext, const snd_ctl_elem_id_t *id) {
  mixer_t *mixer = ext->private_data;
  for (unsigned i = 0; i < mixer->count; i++)
    if (!strcmp(names[mixer->present[i]], snd_ctl_elem_id_get_name(id))) return mixer->present[i];
  return SND_CTL_EXT_KEY_NOT_FOUND;
}

static int on_attribute(snd_ctl_ext_t *ext, snd_ctl_ext_key_t key, int *type, unsigned *access,
                        unsigned *count) {
  (void)ext;
  *type = key == 1 ? SND_CTL_ELEM_TYPE_INTEGER : SND_CTL_ELEM_TYPE_BOOLEAN;
  *access = SND_CTL_EXT_ACCESS_READWRITE;
  *count = 1;
  return 0;
}

static int on_range(snd_ctl_ext_t *ext, snd_ctl_ext_key_t key, long *min, long *max, long *step) {
  (void)ext;
  *min = 0;
  *max = key == 1 ? 100 : 1;
  *step = 1;
  return 0;
}

static int on_read(snd_ctl_ext_t *ext, snd_ctl_ext_key_t key, long *value) {
  *value = ((mixer_t *)ext->private_data)->values[key];
  return 0;
}

static int on_event(snd_ctl_ext_t *ext, snd_ctl_elem_id_t *id, unsigned *mask) {
  (void)ext, (void)id, (void)mask;
  return -EAGAIN;
}

static const snd_ctl_ext_callback_t callbacks = {
    .close = on_close,
    .elem_count = on_count,
    .elem_list = on_list,
    .find_elem = on_find,
    .get_attribute = on_attribute,
    .get_integer_info = on_range,
    .read_integer = on_read,
    .read_event = on_event,
};

static void add(mixer_t *mixer, unsigned control, long value) {
  mixer->present[mixer->count++] = control;
  mixer->values[control] = value;
}

SND_CTL_PLUGIN_DEFINE_FUNC(aloudmic) {
  (void)root;
  mixer_t *mixer = calloc(1, sizeof *mixer);
  if (!mixer) return -ENOMEM;
  snd_config_iterator_t i, next;
  snd_config_for_each(i, next, conf) {
    snd_config_t *node = snd_config_iterator_entry(i);
    const char *id;
    long volume = 0;
    if (snd_config_get_id(node, &id) < 0) continue;
    if (!strcmp(id, "capture_switch")) add(mixer, 0, snd_config_get_bool(node) > 0);
    if (!strcmp(id, "capture_volume") && snd_config_get_integer(node, &volume) >= 0) add(mixer, 1, volume);
    if (!strcmp(id, "agc")) add(mixer, 2, snd_config_get_bool(node) > 0);
  }
  mixer->ext.version = SND_CTL_EXT_VERSION;
  strcpy(mixer->ext.id, "aloudmic");
  strcpy(mixer->ext.driver, "aloudmic");
  strcpy(mixer->ext.name, "Aloud virtual microphone");
  strcpy(mixer->ext.mixername, "Aloud virtual microphone");
  mixer->ext.poll_fd = -1;
  mixer->ext.callback = &callbacks;
  mixer->ext.private_data = mixer;
  int code = snd_ctl_ext_create(&mixer->ext, name, mode);
  if (code < 0) {
    free(mixer);
    return code;
  }
  *handlep = mixer->ext.handle;
  return 0;
}
SND_CTL_PLUGIN_SYMBOL(aloudmic)
