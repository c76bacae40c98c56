/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The directory at the end of a ZIP archive says what is in it; with it, each
 * member is found at once, and is known to be encrypted or too large before a
 * byte of it is decompressed. We use zlib itself: libarchive ends the process
 * when it cannot allocate.
 */
#include "document/archive.h"
#include "base/fail.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum {
  MEMBERS_MAX = 1 << 16,
  TOTAL_MAX = 1 << 30,  /* bytes of all members that are read */
  RATIO_MAX = 200,      /* of a member; the markup of Office stays below 100 */
  RATIO_FROM = 16 << 20 /* bytes: smaller members may have any ratio */
};

typedef struct member {
  const char *name;
  const char *locked; /* why it cannot be read; NULL: it can */
  size_t header, packed, size;
  uint32_t crc;
  unsigned method;
} member;

struct archive {
  const document_source *source;
  zhen_str bytes;
  arena names;
  member *at; /* sorted by name */
  size_t count;
  size_t total; /* bytes decompressed so far */
};

zhen_status archive_fail(const archive *a, const char *name, const char *why)
{
  return source_fail(a->source, name, why);
}

const char *archive_name(const archive *a)
{
  return text_label(a->source->name);
}

char *archive_copy(archive *a, zhen_str s)
{
  char *copy = arena_alloc(&a->names, s.len + 1, 1);

  if (copy && s.len > 0)
    memcpy(copy, s.ptr, s.len);
  return copy;
}

/* ---- numbers ---- */

static uint64_t number(zhen_str s, size_t at, size_t size)
{
  uint64_t n = 0;

  for (size_t i = size; i-- > 0;)
    n = n << 8 | (unsigned char)s.ptr[at + i];
  return n;
}

static bool is_signed(zhen_str s, uint64_t at, const char *signature,
                      size_t size)
{
  return at <= s.len && s.len - at >= size &&
         memcmp(s.ptr + at, signature, 4) == 0;
}

/* ---- the directory ---- */

/* Sizes of the records, without what is variable in them. */
enum { END = 22, END_64 = 56, LOCATOR_64 = 20, ENTRY = 46, HEADER = 30 };

typedef struct directory {
  uint64_t at, size, count;
  uint64_t shift; /* bytes before the archive: offsets count from there */
} directory;

static bool find_end(zhen_str s, size_t *at)
{
  enum { COMMENT_MAX = 0xFFFF };

  for (size_t back = END; back <= s.len && back <= END + COMMENT_MAX; back++) {
    *at = s.len - back;
    if (is_signed(s, *at, "PK\5\6", END) &&
        number(s, *at + 20, 2) <= back - END)
      return true;
  }
  return false;
}

/* The record of an archive over 4 GiB or 65535 members; some have it always. */
static bool find_end_64(zhen_str s, size_t end, size_t *at)
{
  uint64_t there;

  if (end < LOCATOR_64 || !is_signed(s, end - LOCATOR_64, "PK\6\7", LOCATOR_64))
    return false;
  there = number(s, end - LOCATOR_64 + 8, 8);
  *at = (size_t)there;
  return is_signed(s, there, "PK\6\6", END_64);
}

static bool find_directory(zhen_str s, directory *d)
{
  size_t end, end_64;
  uint64_t offset;

  if (!find_end(s, &end))
    return false;
  d->count = number(s, end + 10, 2);
  d->size = number(s, end + 12, 4);
  offset = number(s, end + 16, 4);
  if (find_end_64(s, end, &end_64)) {
    d->count = number(s, end_64 + 32, 8);
    d->size = number(s, end_64 + 40, 8);
    offset = number(s, end_64 + 48, 8);
    end = end_64;
  }
  if (d->size > end || offset > end - d->size)
    return false;
  d->at = end - d->size;
  d->shift = d->at - offset;
  return true;
}

/* The sizes and the offset of a large member are in an extra field. */
static void read_extra(member *m, zhen_str extra)
{
  size_t *const wide[] = {&m->size, &m->packed, &m->header};

  for (size_t at = 0; at + 4 <= extra.len;) {
    size_t size = (size_t)number(extra, at + 2, 2), next = at + 4 + size;

    if (number(extra, at, 2) == 1 && next <= extra.len)
      for (size_t i = 0, from = at + 4; i < 3 && from + 8 <= next; i++)
        if (*wide[i] == UINT32_MAX) {
          *wide[i] = (size_t)number(extra, from, 8);
          from += 8;
        }
    at = next;
  }
}

static bool leads_out(const char *name)
{
  if (name[0] == '/')
    return true;
  for (const char *at = name; at; at = strchr(at, '/')) {
    at += *at == '/';
    if (strncmp(at, "..", 2) == 0 && (at[2] == '/' || at[2] == '\0'))
      return true;
  }
  return false;
}

/* The entry at `at`, which is advanced. */
static zhen_status read_entry(archive *a, const directory *d, size_t *at)
{
  zhen_str s = a->bytes;
  member *m = &a->at[a->count];
  size_t name, extra, next;

  if (!is_signed(s, *at, "PK\1\2", ENTRY))
    return archive_fail(a, NULL,
                        "is damaged: its directory has no entry where "
                        "one must be; get the file again");
  name = (size_t)number(s, *at + 28, 2);
  extra = (size_t)number(s, *at + 30, 2);
  next = *at + ENTRY + name + extra + (size_t)number(s, *at + 32, 2);
  if (next > s.len)
    return archive_fail(a, NULL,
                        "is damaged: its directory is truncated; get "
                        "the file again");
  m->name = archive_copy(a, str_part(s, *at + ENTRY, *at + ENTRY + name));
  if (!m->name)
    return zhen_fail_memory();
  if (leads_out(m->name))
    return archive_fail(a, m->name,
                        "the name of a member that leads out of "
                        "the archive; do not trust this file");
  if (number(s, *at + 8, 2) & 1)
    m->locked = "is encrypted; save the file without a password";
  m->method = (unsigned)number(s, *at + 10, 2);
  m->crc = (uint32_t)number(s, *at + 16, 4);
  m->packed = (size_t)number(s, *at + 20, 4);
  m->size = (size_t)number(s, *at + 24, 4);
  m->header = (size_t)number(s, *at + 42, 4);
  read_extra(m, str_part(s, *at + ENTRY + name, *at + ENTRY + name + extra));
  m->header += (size_t)d->shift;
  a->count++;
  *at = next;
  return ZHEN_OK;
}

static int compare_names(const void *a, const void *b)
{
  return strcmp(((const member *)a)->name, ((const member *)b)->name);
}

static zhen_status read_directory(archive *a)
{
  directory d = {0};
  zhen_status status = ZHEN_OK;

  if (!find_directory(a->bytes, &d))
    return archive_fail(a, NULL,
                        "is a damaged ZIP archive: it has no directory"
                        " at its end; get the file again");
  if (d.count > MEMBERS_MAX)
    return zhen_fail(ZHEN_ELIMIT, "%s: an archive of over %d members",
                     text_label(a->source->name), MEMBERS_MAX);
  a->at = mem_calloc((size_t)d.count + 1, sizeof *a->at);
  if (!a->at)
    return zhen_fail_memory();
  for (size_t at = (size_t)d.at; status == ZHEN_OK && a->count < d.count;)
    status = read_entry(a, &d, &at);
  if (status == ZHEN_OK)
    qsort(a->at, a->count, sizeof *a->at, compare_names);
  return status;
}

zhen_status archive_open(archive **out, const document_source *source)
{
  archive *a = mem_calloc(1, sizeof *a);
  zhen_status status;

  *out = NULL;
  if (!a)
    return zhen_fail_memory();
  a->source = source;
  a->bytes = source->bytes;
  status = read_directory(a);
  if (status == ZHEN_OK)
    *out = a;
  else
    archive_close(a);
  return status;
}

void archive_close(archive *a)
{
  if (!a)
    return;
  arena_dispose(&a->names);
  free(a->at);
  free(a);
}

/* ---- members ---- */

static member *find(const archive *a, const char *name)
{
  const member key = {.name = name};

  return bsearch(&key, a->at, a->count, sizeof *a->at, compare_names);
}

bool archive_has(const archive *a, const char *name)
{
  return find(a, name) != NULL;
}

const char *archive_find(const archive *a, const char *ending)
{
  size_t len = strlen(ending);

  for (size_t i = 0; i < a->count; i++) {
    size_t all = strlen(a->at[i].name);

    if (all > len && strcmp(a->at[i].name + all - len, ending) == 0)
      return a->at[i].name;
  }
  return NULL;
}

void archive_lock(archive *a, const char *name, const char *why)
{
  member *m = find(a, name);

  if (m)
    m->locked = why;
}

static zhen_status fail_damaged(const archive *a, const member *m)
{
  return archive_fail(a, m->name, "is damaged; get the file again");
}

static zhen_status check_size(archive *a, const member *m)
{
  if (m->size > TOTAL_MAX || a->total > TOTAL_MAX - m->size)
    return zhen_fail(ZHEN_ELIMIT,
                     "%s: %s: the archive decompresses to over 1 GiB; give "
                     "smaller files",
                     text_label(a->source->name), m->name);
  if (m->size > RATIO_FROM && m->size / RATIO_MAX > m->packed)
    return zhen_fail(ZHEN_ELIMIT,
                     "%s: %s: decompresses to over %d times its size; do not "
                     "trust this file",
                     text_label(a->source->name), m->name, RATIO_MAX);
  a->total += m->size;
  return ZHEN_OK;
}

static zhen_status inflate_all(const archive *a, const member *m, zhen_str from,
                               char *to)
{
  z_stream z = {.next_in = (Bytef *)(uintptr_t)from.ptr,
                .avail_in = (uInt)from.len,
                .next_out = (Bytef *)to,
                .avail_out = (uInt)m->size};
  Bytef more;
  int rc;

  if (inflateInit2(&z, -MAX_WBITS) != Z_OK)
    return zhen_fail_memory();
  rc = inflate(&z, Z_FINISH);
  if (rc == Z_BUF_ERROR && z.avail_out == 0) { /* the end has no bytes */
    z.next_out = &more;
    z.avail_out = 1;
    rc = inflate(&z, Z_FINISH);
  }
  inflateEnd(&z);
  if (rc == Z_MEM_ERROR)
    return zhen_fail_memory();
  return rc == Z_STREAM_END && z.total_out == m->size ? ZHEN_OK
                                                      : fail_damaged(a, m);
}

/* The bytes of a member in the archive. */
static zhen_status find_packed(const archive *a, const member *m, zhen_str *out)
{
  zhen_str s = a->bytes;
  uint64_t at;

  if (!is_signed(s, m->header, "PK\3\4", HEADER))
    return fail_damaged(a, m);
  at = m->header + HEADER + number(s, m->header + 26, 2) +
       number(s, m->header + 28, 2);
  if (at > s.len || m->packed > s.len - at)
    return fail_damaged(a, m);
  *out = str_part(s, (size_t)at, (size_t)at + m->packed);
  return ZHEN_OK;
}

static zhen_status unpack(archive *a, const member *m, zhen_str packed,
                          buf *out)
{
  enum { STORED = 0, DEFLATED = 8 };
  char *to;
  zhen_status status = ZHEN_OK;

  if (m->method != STORED && m->method != DEFLATED)
    return archive_fail(a, m->name,
                        "is compressed by a method other than "
                        "deflate; save the file again");
  if (m->method == STORED && m->size != m->packed)
    return fail_damaged(a, m);
  status = check_size(a, m);
  if (status == ZHEN_OK) {
    buf_reserve(out, m->size + 1);
    status = buf_status(out);
  }
  if (status != ZHEN_OK)
    return status;
  to = out->ptr + out->len;
  if (m->method == DEFLATED)
    status = inflate_all(a, m, packed, to);
  else if (m->size > 0)
    memcpy(to, packed.ptr, m->size);
  if (status == ZHEN_OK && crc32(0, (const Bytef *)to, (uInt)m->size) != m->crc)
    status = fail_damaged(a, m);
  if (status == ZHEN_OK)
    out->len += m->size;
  return status;
}

zhen_status archive_read(archive *a, const char *name, buf *out)
{
  const member *m = find(a, name);
  zhen_str packed = {NULL, 0};
  zhen_status status;

  if (!m)
    return archive_fail(a, name,
                        "is missing in the archive, which is damaged "
                        "or not a document; get the file again");
  if (m->locked)
    return archive_fail(a, name, m->locked);
  status = find_packed(a, m, &packed);
  return status == ZHEN_OK ? unpack(a, m, packed, out) : status;
}

zhen_status archive_label(archive *a, const char **out, const char *name)
{
  buf label = {0};

  buf_puts(&label, text_label(a->source->name));
  buf_puts(&label, ": ");
  buf_puts(&label, name);
  *out =
      label.failed ? NULL : archive_copy(a, (zhen_str){label.ptr, label.len});
  buf_dispose(&label);
  return *out ? ZHEN_OK : zhen_fail_memory();
}
