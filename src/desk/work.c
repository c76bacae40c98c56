/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/parts.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static const char settings[] = "work.json";

static desk_work *make(const char *works, const char *id)
{
  desk_work *w = calloc(1, sizeof *w);

  if (!w)
    return NULL;
  w->lock = -1;
  memcpy(w->id, id, DESK_ID + 1);
  w->path = desk_path(works, id);
  w->facts = json_object();
  if (w->path && w->facts)
    return w;
  desk_work_free(w);
  return NULL;
}

/* So that no other program opens it. */
static bool take_lock(desk_work *w)
{
  w->lock = open(w->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  return w->lock >= 0 && flock(w->lock, LOCK_EX | LOCK_NB) == 0;
}

zhen_status desk_work_new(desk_work **out, const char *works, desk_failure *why)
{
  char id[DESK_SECRET + 1];
  zhen_status status = desk_random(id, DESK_ID, why);
  desk_work *w;

  *out = NULL;
  if (status != ZHEN_OK)
    return status;
  w = make(works, id);
  if (!w)
    return desk_fail(why, ZHEN_ENOMEM, "out of memory");
  if (mkdir(w->path, 0700) != 0 || !take_lock(w)) {
    status = desk_fail(why, ZHEN_EOUTPUT, "%s: %s", w->path, strerror(errno));
    desk_work_free(w);
    return status;
  }
  *out = w;
  return ZHEN_OK;
}

static bool read_settings(desk_work *w)
{
  char *path = desk_path(w->path, settings);
  json_t *in = path ? json_load_file(path, 0, NULL) : NULL;
  const json_t *names = json_object_get(in, "names");

  free(path);
  for (unsigned k = 0; k < 2; k++) {
    const char *name = json_string_value(json_array_get(names, k));

    if (name)
      desk_work_name(w, k, name);
  }
  w->swap = json_is_true(json_object_get(in, "swap"));
  w->as_texts = json_is_true(json_object_get(in, "texts"));
  json_decref(in);
  return w->names[0][0] != '\0';
}

desk_work *desk_work_open(const char *works, const char *id)
{
  desk_work *w = make(works, id);

  if (w && take_lock(w)) {
    if (read_settings(w)) {
      desk_memory_recall(w);
      return w;
    }
    desk_work_remove(w); /* never completed */
  }
  desk_work_free(w);
  return NULL;
}

/* A name as JSON; NULL if memory runs out. */
static json_t *names_of(const desk_work *w)
{
  json_t *names = json_array();

  for (unsigned k = 0; k < 2 && w->names[k][0]; k++)
    json_array_append_new(names, json_string(w->names[k]));
  return names;
}

zhen_status desk_work_keep(const desk_work *w, desk_failure *why)
{
  json_t *all = json_pack("{s:o,s:b,s:b}", "names", names_of(w), "swap",
                          (int)w->swap, "texts", (int)w->as_texts);
  char *text = all ? json_dumps(all, JSON_INDENT(1)) : NULL;
  zhen_status status =
      text ? desk_write(w->path, settings, text, strlen(text), why)
           : desk_fail(why, ZHEN_ENOMEM, "out of memory");

  free(text);
  json_decref(all);
  return status;
}

/* Bytes of a character of UTF-8 that may be shown; 0: none is here. */
static size_t shown_bytes(const char *p)
{
  const unsigned char c = (unsigned char)*p;
  size_t n = c < 0x80 ? 1 : c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
  json_t *one;

  if (c < 0x20 || c == 0x7F || strnlen(p, n) < n)
    return 0;
  one = json_stringn(p, n); /* checks that it is UTF-8 */
  json_decref(one);
  return one ? n : 0;
}

void desk_work_name(desk_work *w, unsigned k, const char *name)
{
  char *out = w->names[k];
  size_t len = 0;

  for (const char *p = name; *p; p++)
    if ((*p == '/' || *p == '\\') && p[1])
      name = p + 1;
  while (*name && len + 4 < DESK_NAME) {
    size_t n = shown_bytes(name);

    if (n == 0)
      out[len++] = '?';
    else
      memcpy(out + len, name, n);
    len += n;
    name += n ? n : 1;
  }
  if (len == 0)
    out[len++] = '?';
  out[len] = '\0';
  if (k == 1 && strcmp(w->names[0], out) == 0) /* to know them by */
    memcpy(out + len, " 2", 3);
}

static bool has_review(const desk_work *w)
{
  return faccessat(w->lock, "review.zpatch", R_OK, 0) == 0;
}

json_t *desk_work_state(const desk_work *w)
{
  static const char *const stages[] = {"new",  "queued", "running",
                                       "done", "failed", "cancelled"};

  return json_pack(
      "{s:s,s:o,s:b,s:s,s:s,s:s,s:I,s:I,s:O,s:s,s:i,s:b}", "id", w->id, "names",
      names_of(w), "swap", (int)w->swap, "stage", stages[w->stage], "doing",
      w->progress.stage ? w->progress.stage : "", "unit",
      w->progress.unit ? w->progress.unit : "", "at",
      (json_int_t)w->progress.done, "total", (json_int_t)w->progress.total,
      "facts", w->facts, "message", w->message, "revision", (int)w->revision,
      "reviewed", (int)has_review(w));
}

void desk_work_remove(const desk_work *w)
{
  DIR *directory = opendir(w->path);
  const struct dirent *one;

  while (directory && (one = readdir(directory)) != NULL)
    unlinkat(w->lock, one->d_name, 0);
  if (directory)
    closedir(directory);
  rmdir(w->path);
}

void desk_work_free(desk_work *w)
{
  if (!w)
    return;
  zhen_alignment_free(w->alignment);
  zhen_article_free(w->article);
  zhen_lexicon_close(w->lexicon);
  desk_memory_free(w->memory);
  json_decref(w->facts);
  if (w->lock >= 0)
    close(w->lock);
  free(w->path);
  free(w);
}
