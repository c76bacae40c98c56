/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/parts.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const char settings[] = "work.json", ending[] = "done.json";

static int64_t now_ms(void)
{
  struct timespec t;

  clock_gettime(CLOCK_REALTIME, &t);
  return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static desk_work *make(const char *works, const char *id)
{
  desk_work *w = calloc(1, sizeof *w);

  if (!w)
    return NULL;
  w->lock = w->zh = -1;
  w->made = now_ms();
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

static json_t *load(const desk_work *w, const char *name)
{
  char *path = desk_path(w->path, name);
  json_t *in = path ? json_load_file(path, 0, NULL) : NULL;

  free(path);
  return in;
}

/* Kinds are kept by name, since their numbers may change. */
static void read_inputs(desk_work *w, const json_t *in)
{
  for (unsigned k = 0; k < 2; k++) {
    const char *name =
        json_string_value(json_array_get(json_object_get(in, "names"), k));
    const char *kind =
        json_string_value(json_array_get(json_object_get(in, "kinds"), k));
    const char *encoding =
        json_string_value(json_array_get(json_object_get(in, "encodings"), k));

    if (name)
      desk_work_name(w, k, name);
    desk_work_read_as(w, k, kind ? kind : "", encoding ? encoding : "");
  }
}

static void read_aids(desk_work *w, const json_t *all)
{
  size_t k;
  json_t *one;

  json_array_foreach(all, k, one)
  {
    const char *name = json_string_value(json_object_get(one, "name"));
    const char *file = json_string_value(json_object_get(one, "file"));
    desk_aid *aid;

    if (!name || !file || strncmp(file, "aid", 3) != 0 ||
        strspn(file + 3, "0123456789") != strlen(file + 3) ||
        strlen(file) >= sizeof aid->file || w->n_aids == DESK_AIDS)
      continue;
    aid = &w->aids[w->n_aids++];
    *aid = (desk_aid){.memory = json_is_true(json_object_get(one, "memory"))};
    desk_show_name(aid->name, name);
    strncpy(aid->file, file, sizeof aid->file - 1);
    aid->count = (size_t)json_integer_value(json_object_get(one, "count"));
  }
}

static bool read_settings(desk_work *w)
{
  json_t *in = load(w, settings);
  const json_t *zh = json_object_get(in, "zh");

  read_inputs(w, in);
  read_aids(w, json_object_get(in, "aids"));
  w->zh = json_is_true(json_object_get(in, "swap")) ? 1 : -1; /* of 0.1 */
  if (json_is_integer(zh) && json_integer_value(zh) >= 0)
    w->zh = json_integer_value(zh) == 1;
  w->as_texts = json_is_true(json_object_get(in, "texts"));
  w->made = json_integer_value(json_object_get(in, "made"));
  json_decref(in);
  return w->names[0][0] != '\0';
}

/* What it came to, unless another version of zhen may come to something else,
   or the page is missing. */
static void read_end(desk_work *w)
{
  json_t *in = load(w, ending);
  const char *version = json_string_value(json_object_get(in, "version"));
  const char *message = json_string_value(json_object_get(in, "message"));
  json_int_t stage = json_integer_value(json_object_get(in, "stage"));
  json_t *facts = json_object_get(in, "facts");

  if (version && strcmp(version, zhen_version()) == 0 &&
      json_is_object(facts) &&
      (stage == DESK_FAILED || stage == DESK_CANCELLED ||
       (stage == DESK_DONE && faccessat(w->lock, "page.html", R_OK, 0) == 0))) {
    w->stage = (desk_stage)stage;
    json_object_update(w->facts, facts);
    snprintf(w->message, sizeof w->message, "%s", message ? message : "");
  }
  json_decref(in);
}

desk_work *desk_work_open(const char *works, const char *id)
{
  desk_work *w = make(works, id);

  if (w && take_lock(w)) {
    if (read_settings(w)) {
      read_end(w);
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

static json_t *kinds_of(const desk_work *w)
{
  json_t *all = json_array();

  for (unsigned k = 0; k < 2; k++)
    json_array_append_new(
        all, json_string(w->kinds[k] ? zhen_kind_name(w->kinds[k]) : ""));
  return all;
}

static json_t *encodings_of(const desk_work *w)
{
  return json_pack("[s,s]", w->encodings[0], w->encodings[1]);
}

static json_t *aids_of(const desk_work *w)
{
  json_t *all = json_array();

  for (unsigned k = 0; k < w->n_aids; k++)
    json_array_append_new(
        all, json_pack("{s:s,s:s,s:b,s:I}", "name", w->aids[k].name, "file",
                       w->aids[k].file, "memory", (int)w->aids[k].memory,
                       "count", (json_int_t)w->aids[k].count));
  return all;
}

/* Releases `all`. */
static zhen_status keep(const desk_work *w, const char *name, json_t *all,
                        desk_failure *why)
{
  char *text = all ? json_dumps(all, JSON_INDENT(1)) : NULL;
  zhen_status status = text ? desk_write(w->path, name, text, strlen(text), why)
                            : desk_fail(why, ZHEN_ENOMEM, "out of memory");

  free(text);
  json_decref(all);
  return status;
}

zhen_status desk_work_keep(const desk_work *w, desk_failure *why)
{
  return keep(w, settings,
              json_pack("{s:o,s:o,s:o,s:i,s:I,s:o,s:b}", "names", names_of(w),
                        "kinds", kinds_of(w), "encodings", encodings_of(w),
                        "zh", w->zh, "made", (json_int_t)w->made, "aids",
                        aids_of(w), "texts", (int)w->as_texts),
              why);
}

zhen_status desk_work_keep_end(const desk_work *w, desk_failure *why)
{
  return keep(w, ending,
              json_pack("{s:s,s:i,s:s,s:O}", "version", zhen_version(), "stage",
                        (int)w->stage, "message", w->message, "facts",
                        w->facts),
              why);
}

void desk_work_drop_end(const desk_work *w)
{
  unlinkat(w->lock, ending, 0);
}

bool desk_work_read_as(desk_work *w, unsigned k, const char *kind,
                       const char *encoding)
{
  zhen_kind parsed = ZHEN_KIND_AUTO;

  if ((*kind && zhen_kind_parse(&parsed, kind) != ZHEN_OK) ||
      strlen(encoding) > DESK_ENCODING)
    return false;
  w->kinds[k] = parsed;
  snprintf(w->encodings[k], sizeof w->encodings[k], "%s", encoding);
  return true;
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

void desk_show_name(char out[DESK_NAME + 1], const char *name)
{
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
}

void desk_work_name(desk_work *w, unsigned k, const char *name)
{
  desk_show_name(w->names[k], name);
  if (k == 1 && strcmp(w->names[0], w->names[1]) == 0) /* to know them by */
    memcpy(w->names[1] + strlen(w->names[1]), " 2", 3);
}

static bool has(const desk_work *w, const char *name)
{
  return faccessat(w->lock, name, R_OK, 0) == 0;
}

bool desk_work_saved(const desk_work *w)
{
  return has(w, "memory.tsv");
}

json_t *desk_work_state(const desk_work *w)
{
  static const char *const stages[] = {"new",  "queued", "running",
                                       "done", "failed", "cancelled"};

  return json_pack(
      "{s:s,s:o,s:o,s:o,s:i,s:o,s:s,s:s,s:s,s:I,s:I,s:O,s:s,s:i,s:b,s:b}", "id",
      w->id, "names", names_of(w), "kinds", kinds_of(w), "encodings",
      encodings_of(w), "zh", w->zh, "aids", aids_of(w), "stage",
      stages[w->stage], "doing", w->progress.stage ? w->progress.stage : "",
      "unit", w->progress.unit ? w->progress.unit : "", "at",
      (json_int_t)w->progress.done, "total", (json_int_t)w->progress.total,
      "facts", w->facts, "message", w->message, "revision", (int)w->revision,
      "reviewed", (int)has(w, "review.zpatch"), "saved",
      (int)desk_work_saved(w));
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

void desk_drop_results(desk_work *w)
{
  zhen_alignment_free(w->alignment);
  zhen_article_free(w->article);
  zhen_lexicon_close(w->lexicon);
  w->alignment = NULL;
  w->article = NULL;
  w->lexicon = NULL;
}

void desk_work_free(desk_work *w)
{
  if (!w)
    return;
  desk_drop_results(w);
  desk_memory_free(w->memory);
  json_decref(w->facts);
  if (w->lock >= 0)
    close(w->lock);
  free(w->path);
  free(w);
}
