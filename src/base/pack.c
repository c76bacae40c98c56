/* SPDX-License-Identifier: Apache-2.0 */
/* The same bytes give the same file: no time goes into it. */
#include "base/pack.h"
#include "base/fail.h"
#include "base/mem.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>
#include <string.h>

struct packer {
  struct archive *archive;
  struct archive_entry *entry;
  pack_sink *sink;
  void *context;
  bool failed;
};

typedef struct packing {
  const char *suffix;
  int (*add_filter)(struct archive *);
  const char *options;
} packing;

static const packing packings[] = {
    {".gz", archive_write_add_filter_gzip, "gzip:!timestamp"},
    {".xz", archive_write_add_filter_xz, NULL},
    {".zst", archive_write_add_filter_zstd, NULL},
};

static const packing *find(const char *name)
{
  size_t len = strlen(name);

  for (size_t i = 0; i < sizeof packings / sizeof *packings; i++) {
    size_t end = strlen(packings[i].suffix);

    if (len > end && strcmp(name + len - end, packings[i].suffix) == 0)
      return &packings[i];
  }
  return NULL;
}

bool pack_wanted(const char *name)
{
  return find(name) != NULL;
}

size_t pack_stem(const char *name)
{
  const packing *p = find(name);

  return strlen(name) - (p ? strlen(p->suffix) : 0);
}

/* libarchive's write callback. */
static la_ssize_t take(struct archive *archive, void *data, const void *bytes,
                       size_t len)
{
  packer *p = data;

  (void)archive;
  p->sink(p->context, bytes, len);
  return (la_ssize_t)len;
}

static bool begin(packer *p, const packing *how)
{
  return archive_write_set_format_raw(p->archive) == ARCHIVE_OK &&
         how->add_filter(p->archive) == ARCHIVE_OK &&
         (!how->options ||
          archive_write_set_options(p->archive, how->options) == ARCHIVE_OK) &&
         archive_write_set_bytes_in_last_block(p->archive, 1) == ARCHIVE_OK &&
         archive_write_open(p->archive, p, NULL, take, NULL) == ARCHIVE_OK &&
         archive_write_header(p->archive, p->entry) == ARCHIVE_OK;
}

zhen_status pack_open(packer **out, const char *name, pack_sink *sink,
                      void *context)
{
  packer *p = mem_calloc(1, sizeof *p);

  *out = NULL;
  if (!p)
    return zhen_fail_memory();
  p->sink = sink;
  p->context = context;
  p->archive = archive_write_new();
  p->entry = archive_entry_new();
  if (p->entry)
    archive_entry_set_filetype(p->entry, AE_IFREG);
  if (!p->archive || !p->entry || !begin(p, find(name))) {
    pack_free(p);
    return zhen_fail_memory();
  }
  *out = p;
  return ZHEN_OK;
}

void pack_put(packer *p, const void *bytes, size_t len)
{
  const char *at = bytes;

  while (len > 0 && !p->failed) {
    la_ssize_t n = archive_write_data(p->archive, at, len);

    if (n <= 0) {
      p->failed = true;
    } else {
      at += n;
      len -= (size_t)n;
    }
  }
}

zhen_status pack_finish(packer *p)
{
  if (archive_write_close(p->archive) != ARCHIVE_OK)
    p->failed = true;
  return p->failed ? zhen_fail_memory() : ZHEN_OK;
}

void pack_free(packer *p)
{
  if (!p)
    return;
  archive_entry_free(p->entry);
  archive_write_free(p->archive);
  free(p);
}
