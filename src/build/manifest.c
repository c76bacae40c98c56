/* SPDX-License-Identifier: Apache-2.0 */
#include "build/manifest.h"
#include "base/fail.h"
#include "base/mem.h"
#include "base/path.h"
#include "text/utf8.h"

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A line of JSON contains a document, which may be as long as a text may. */
enum { MAX_COLUMNS = 3, MAX_ID = 1024, MAX_LINE = 1 << 30 };

struct manifest {
  char *name;
  char *roots[2]; /* the directories of the zh and the en files */
  char *real[2];  /* the same with symbolic links resolved */
  bool follow;
  directories *directories; /* NULL: lines */
  zhen_text_reader *reader;
  zhen_text *piece; /* NULL: not opened yet */
  size_t at, line;
  bool is_json, settled;
};

static void fault(manifest_entry *e, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Only the first one is reported. */
static void fault(manifest_entry *e, const char *format, ...)
{
  va_list args;

  if (e->fault)
    return;
  va_start(args, format);
  vsnprintf(e->message, sizeof e->message, format, args);
  va_end(args);
  e->fault = e->message;
}

/* The next line without its line break; false if there is none. */
static zhen_status next_line(manifest *m, zhen_str *line, bool *more)
{
  zhen_str text = {0};

  *more = true;
  while (!m->piece || m->at >= zhen_text_str(m->piece).len) {
    zhen_status status;

    zhen_text_free(m->piece);
    m->at = 0;
    status = zhen_text_reader_next(m->reader, &m->piece);
    if (status != ZHEN_OK)
      return status;
    *more = m->piece != NULL;
    if (!*more)
      return ZHEN_OK;
  }
  text = zhen_text_str(m->piece);
  *line = str_part(text, m->at, str_find(text, m->at, '\n'));
  m->at += line->len + 1;
  m->line++;
  if (line->len > 0 && line->ptr[line->len - 1] == '\r')
    line->len--;
  return ZHEN_OK;
}

static bool has_controls(const char *s)
{
  for (; *s; s++)
    if ((unsigned char)*s < 0x20 || *s == 0x7F)
      return true;
  return false;
}

/* Whether a path, as written, leads out of its base. */
static bool climbs_out(const char *path)
{
  int depth = 0;

  while (*path && depth >= 0) {
    size_t len = strcspn(path, "/");

    if (len == 2 && memcmp(path, "..", 2) == 0)
      depth--;
    else if (len > 0 && !(len == 1 && *path == '.'))
      depth++;
    path += len + (path[len] == '/');
  }
  return depth < 0;
}

static bool lies_in(const char *path, const char *root)
{
  size_t len = strlen(root);

  if (strcmp(root, "/") == 0)
    return path[0] == '/';
  return strncmp(path, root, len) == 0 && (path[len] == '/' || !path[len]);
}

static bool leads_out(const manifest *m, const char *name)
{
  if (m->follow)
    return false;
  if (name[0] == '/')
    return !lies_in(name, m->real[0]) || strstr(name, "/../");
  return climbs_out(name);
}

static void check_entry(const manifest *m, manifest_entry *e)
{
  if (e->fault)
    return;
  if (!e->id)
    fault(e, "no \"id\"");
  else if (!*e->id)
    fault(e, "the id is empty");
  else if (strlen(e->id) > MAX_ID)
    fault(e, "the id is longer than %d bytes", MAX_ID);
  else if (has_controls(e->id))
    fault(e, "the id has control characters");
  for (int i = 0; !e->fault && i < 2; i++)
    if (e->names[i] && !*e->names[i])
      fault(e, "a file name is empty");
    else if (e->names[i] && leads_out(m, e->names[i]))
      fault(e,
            "%.200s is outside the directory of the manifest; use `follow` to "
            "allow it",
            e->names[i]);
}

/* Columns: id, zh file, en file; id, one file; or one file, which is the id. */
static void parse_tsv(manifest_entry *e)
{
  char *columns[MAX_COLUMNS] = {e->text.ptr};
  size_t count = 1;

  for (char *p = e->text.ptr; *p; p++)
    if (*p == '\t') {
      *p = '\0';
      if (count < MAX_COLUMNS)
        columns[count] = p + 1;
      count++;
    }
  e->id = columns[0];
  e->both = count < MAX_COLUMNS;
  e->names[0] = columns[count > 1];
  e->names[1] = e->both ? e->names[0] : columns[2];
}

/* A string member; NULL if missing. */
static const char *member(manifest_entry *e, const char *key, zhen_str *whole)
{
  const json_t *value = key ? json_object_get(e->json, key) : NULL;

  if (!value)
    return NULL;
  if (!json_is_string(value)) {
    fault(e, "\"%s\" is not a string", key);
    return NULL;
  }
  *whole = (zhen_str){json_string_value(value), json_string_length(value)};
  return whole->ptr;
}

/* The forms of a document in an object: two sides, or one text. */
static const struct form {
  const char *keys[2];
  bool is_path;
} forms[] = {{{"zh", "en"}, false},
             {{"zh_path", "en_path"}, true},
             {{"text", NULL}, false},
             {{"path", NULL}, true}};

/* Use a form if the object has it; report missing parts. */
static bool take_form(manifest_entry *e, const struct form *f)
{
  zhen_str sides[2];
  const char *found[2];

  for (int i = 0; i < 2; i++)
    found[i] = member(e, f->keys[i], &sides[i]);
  if (!found[0] && !found[1])
    return false;
  e->both = !f->keys[1];
  if (!e->both && (!found[0] || !found[1]))
    fault(e, "has \"%s\" but no \"%s\"", f->keys[!found[0]],
          f->keys[found[0] != NULL]);
  for (int i = 0; i < 2; i++)
    if (f->is_path)
      e->names[i] = found[e->both ? 0 : i];
    else if (found[i])
      e->inlined[i] = sides[i];
  return true;
}

static void parse_json(manifest_entry *e, zhen_str line)
{
  json_error_t error;
  zhen_str id;
  int taken = 0;

  e->json = json_loadb(line.ptr, line.len, JSON_REJECT_DUPLICATES, &error);
  if (!json_is_object(e->json)) {
    fault(e, "not a JSON object%s%s", e->json ? "" : ": ",
          e->json ? "" : error.text);
    return;
  }
  e->id = member(e, "id", &id);
  for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
    taken += take_form(e, &forms[i]);
  if (taken != 1)
    fault(e,
          "has %s; give \"zh\" and \"en\", \"zh_path\" and \"en_path\", "
          "\"text\", or \"path\"",
          taken ? "more than one text" : "no text");
}

static void entry_clear(manifest_entry *e)
{
  buf text = e->text;

  json_decref(e->json);
  *e = (manifest_entry){.text = text};
  e->text.len = 0;
}

void manifest_entry_dispose(manifest_entry *entry)
{
  entry_clear(entry);
  buf_dispose(&entry->text);
}

static bool is_skipped(zhen_str line)
{
  return str_trim(line).len == 0 || line.ptr[0] == '#';
}

static zhen_status next_of_lines(manifest *m, manifest_entry *e, bool *more)
{
  zhen_str line;
  zhen_status status;

  do
    status = next_line(m, &line, more);
  while (status == ZHEN_OK && *more && is_skipped(line));
  if (status != ZHEN_OK || !*more)
    return status;
  if (!m->settled)
    m->is_json = str_trim(line).ptr[0] == '{';
  m->settled = true;
  e->line = m->line;
  if (m->is_json) {
    parse_json(e, line);
  } else {
    buf_put(&e->text, line.ptr, line.len);
    buf_putc(&e->text, '\0');
    if (e->text.failed)
      return buf_status(&e->text);
    parse_tsv(e);
  }
  check_entry(m, e);
  return ZHEN_OK;
}

/* Consecutive strings, with a NUL after each. */
static const char *after(const char *s)
{
  return s + strlen(s) + 1;
}

static zhen_status next_of_directories(manifest *m, manifest_entry *e,
                                       bool *more)
{
  bool there[2];
  zhen_status status = directories_next(m->directories, &e->text, there, more);

  if (status != ZHEN_OK || !*more)
    return status;
  e->id = e->text.ptr;
  e->names[0] = after(e->id);
  e->names[1] = after(e->names[0]);
  for (int i = 0; i < 2; i++)
    if (!there[i]) {
      snprintf(e->message, sizeof e->message,
               "no file with this name in %.200s", m->roots[i]);
      e->missing = e->message;
      e->names[i] = NULL;
    }
  return ZHEN_OK;
}

zhen_status manifest_next(manifest *m, manifest_entry *entry, bool *more)
{
  entry_clear(entry);
  return m->directories ? next_of_directories(m, entry, more)
                        : next_of_lines(m, entry, more);
}

/* Absolute names are used unchanged. */
static void put_path(buf *path, const char *root, const char *name)
{
  if (name[0] != '/') {
    buf_puts(path, root);
    buf_putc(path, '/');
  }
  buf_puts(path, name);
  buf_putc(path, '\0');
}

zhen_status manifest_path(const manifest *m, const manifest_entry *entry,
                          int side, buf *path)
{
  int root = m->directories ? side : 0;
  char *real;
  bool out;

  put_path(path, m->roots[root], entry->names[side]);
  if (path->failed)
    return buf_status(path);
  if (m->follow)
    return ZHEN_OK;
  real = realpath(path->ptr, NULL);
  if (!real && errno == ENOMEM)
    return zhen_fail_memory();
  out = real && !lies_in(real, m->real[root]);
  free(real);
  if (out)
    return zhen_fail(ZHEN_EINPUT,
                     "%s: follows a link out of %s; use `follow` to allow it",
                     entry->names[side], m->roots[root]);
  return ZHEN_OK; /* a missing file is reported when it is opened */
}

zhen_status manifest_has(const manifest *m, const manifest_entry *entry,
                         const file_id *file, bool *has)
{
  buf path = {0};
  zhen_status status = ZHEN_OK;

  *has = false;
  for (int i = 0; status == ZHEN_OK && !*has && i < 2; i++) {
    file_id id = {0};

    if (!entry->names[i])
      continue;
    path.len = 0;
    put_path(&path, m->roots[m->directories ? i : 0], entry->names[i]);
    status = buf_status(&path);
    if (status == ZHEN_OK)
      status = file_identify(&id, path.ptr, STDIN_FILENO);
    *has = file_same(&id, file);
    file_id_dispose(&id);
  }
  buf_dispose(&path);
  return status;
}

static zhen_status set_root(manifest *m, int i, const char *path)
{
  m->roots[i] = mem_strdup(path);
  m->real[i] = realpath(path, NULL);
  if (!m->roots[i] || (!m->real[i] && errno == ENOMEM))
    return zhen_fail_memory();
  if (!m->real[i])
    return zhen_fail(ZHEN_EINPUT, "%s: %s", path,
                     errno == ENOENT ? "no such directory" : strerror(errno));
  return ZHEN_OK;
}

static zhen_status open_directories(manifest *m, const char *zh, const char *en,
                                    const walk_options *options)
{
  zhen_status status = set_root(m, 0, zh);

  if (status == ZHEN_OK)
    status = set_root(m, 1, en);
  return status == ZHEN_OK ? directories_open(&m->directories, zh, en, options)
                           : status;
}

static zhen_status open_reader(manifest *m)
{
  const zhen_read_options options = {
      .struct_size = sizeof options, .max_line = MAX_LINE, .regular = true};

  zhen_text_free(m->piece);
  zhen_text_reader_close(m->reader);
  m->piece = NULL;
  m->at = m->line = 0;
  return zhen_text_reader_open(&m->reader, m->name, &options);
}

zhen_status manifest_rewind(manifest *m)
{
  return m->directories ? directories_rewind(m->directories) : open_reader(m);
}

static zhen_status open_lines(manifest *m, const char *path)
{
  const char *slash = strrchr(path, '/');
  char *root = slash ? strndup(path, slash == path ? 1 : (size_t)(slash - path))
                     : mem_strdup(".");
  zhen_status status = root ? ZHEN_OK : zhen_fail_memory();
  struct stat info;

  if (status == ZHEN_OK && stat(path, &info) == 0 && S_ISDIR(info.st_mode))
    status = zhen_fail(
        ZHEN_EINPUT,
        "%s: is a directory; give both directories, the Chinese one first",
        path);
  else if (status == ZHEN_OK &&
           (path_is_standard(path) ||
            (stat(path, &info) == 0 && !S_ISREG(info.st_mode))))
    status = zhen_fail(
        ZHEN_EINPUT, "%s: a manifest is read twice and must be a regular file",
        path);
  if (status == ZHEN_OK)
    status = set_root(m, 0, root);
  if (status == ZHEN_OK)
    status = open_reader(m);
  free(root);
  return status;
}

zhen_status manifest_open(manifest **out, const char *path, const char *en,
                          const walk_options *options)
{
  manifest *m = mem_calloc(1, sizeof *m);
  zhen_status status;

  *out = NULL;
  if (!m)
    return zhen_fail_memory();
  m->follow = options->follow;
  m->name = mem_strdup(path);
  if (!m->name)
    status = zhen_fail_memory();
  else
    status = en ? open_directories(m, path, en, options) : open_lines(m, path);
  if (status == ZHEN_OK)
    *out = m;
  else
    manifest_close(m);
  return status;
}

zhen_status manifest_others(manifest *m, directories_other *take, void *context)
{
  return m->directories ? directories_others(m->directories, take, context)
                        : ZHEN_OK;
}

const char *manifest_name(const manifest *m)
{
  return m->name;
}

void manifest_close(manifest *m)
{
  if (!m)
    return;
  for (int i = 0; i < 2; i++) {
    free(m->roots[i]);
    free(m->real[i]);
  }
  directories_close(m->directories);
  zhen_text_free(m->piece);
  zhen_text_reader_close(m->reader);
  free(m->name);
  free(m);
}
