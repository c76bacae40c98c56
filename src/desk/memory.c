/* SPDX-License-Identifier: Apache-2.0 */
/* The entries that were read: opened, marked, closed. */
#include "desk/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zhen/score.h>

zhen_pair desk_memory_pair(const desk_memory *m, size_t n)
{
  const desk_entry *e = &m->at[n];
  const char *texts = m->texts.bytes;

  if (e->at > m->texts.len || e->zh > m->texts.len - e->at ||
      e->en > m->texts.len - e->at - e->zh)
    return (zhen_pair){.score = e->score};
  return (zhen_pair){.zh = {texts + e->at, e->zh},
                     .en = {texts + e->at + e->zh, e->en},
                     .score = e->score};
}

static zhen_status map_file(const desk_work *w, const char *name,
                            zhen_input *out, desk_failure *why)
{
  char *path = desk_path(w->path, name);
  zhen_status status = path ? desk_map(path, out, why)
                            : desk_fail(why, ZHEN_ENOMEM, "out of memory");

  free(path);
  return status;
}

/* Whether the files belong together, and are of this program. */
static bool is_whole(desk_memory *m)
{
  const desk_memory_head *head = m->entries.bytes;

  if (m->entries.len < sizeof *head ||
      memcmp(head->magic, "zhenmem1", 8) != 0 ||
      strncmp(head->version, zhen_version(), sizeof head->version - 1) != 0 ||
      head->count > UINT32_MAX ||
      m->entries.len != sizeof *head + head->count * sizeof *m->at ||
      m->order.len != head->count * sizeof *m->by_doubt)
    return false;
  m->head = head;
  m->at = (const desk_entry *)(head + 1);
  m->by_doubt = m->order.bytes;
  m->count = (size_t)head->count;
  for (size_t k = 0; k < m->count; k++)
    if (m->by_doubt[k] >= m->count)
      return false;
  return true;
}

/* The marks of an earlier reading stay: the entries of a file have the same
   numbers each time. All bytes are there from the beginning, so that a mark can
   be stored on a full disk. */
static zhen_status open_marks(const desk_work *w, desk_memory *m,
                              desk_failure *why)
{
  char *path = desk_path(w->path, "marks");
  struct stat info;
  ssize_t n = -1;

  m->marks = calloc(m->count + 1, 1);
  if (!path || !m->marks) {
    free(path);
    return desk_fail(why, ZHEN_ENOMEM, "out of memory");
  }
  m->fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  free(path);
  if (m->fd >= 0 && fstat(m->fd, &info) == 0)
    n = (size_t)info.st_size == m->count ? pread(m->fd, m->marks, m->count, 0)
                                         : pwrite(m->fd, m->marks, m->count, 0);
  if (n < 0 || (size_t)n != m->count || ftruncate(m->fd, (off_t)m->count) != 0)
    return desk_fail(why, ZHEN_EOUTPUT, "the marks cannot be kept: %s",
                     strerror(n < 0 ? errno : ENOSPC));
  for (size_t k = 0; k < m->count; k++) {
    if (m->marks[k] >= DESK_MARKS)
      m->marks[k] = DESK_OPEN;
    m->marked[m->marks[k]]++;
  }
  return ZHEN_OK;
}

zhen_status desk_memory_open(const desk_work *w, desk_memory **out,
                             desk_failure *why)
{
  desk_memory *m = calloc(1, sizeof *m);
  zhen_status status;

  *out = NULL;
  if (!m)
    return desk_fail(why, ZHEN_ENOMEM, "out of memory");
  m->fd = -1;
  status = map_file(w, "entries", &m->entries, why);
  if (status == ZHEN_OK)
    status = map_file(w, "texts", &m->texts, why);
  if (status == ZHEN_OK)
    status = map_file(w, "order", &m->order, why);
  if (status == ZHEN_OK && !is_whole(m))
    status = desk_fail(why, ZHEN_EINPUT, "the entries must be read again");
  if (status == ZHEN_OK)
    status = open_marks(w, m, why);
  if (status == ZHEN_OK)
    *out = m;
  else
    desk_memory_free(m);
  return status;
}

zhen_status desk_memory_mark(desk_memory *m, size_t n, desk_mark mark,
                             desk_failure *why)
{
  const unsigned char byte = (unsigned char)mark;

  if (pwrite(m->fd, &byte, 1, (off_t)n) != 1)
    return desk_fail(why, ZHEN_EOUTPUT, "the mark cannot be kept: %s",
                     strerror(errno));
  m->marked[m->marks[n]]--;
  m->marks[n] = byte;
  m->marked[mark]++;
  return ZHEN_OK;
}

static void add_facts(json_t *facts, const desk_memory *m)
{
  const desk_memory_head *h = m->head;
  json_t *all =
      json_pack("{s:s,s:b,s:I,s:I,s:I,s:f,s:s,s:b}", "view", "memory", "either",
                1, "entries", (json_int_t)h->count, "below",
                (json_int_t)h->below, "skipped", (json_int_t)h->skipped, "mean",
                h->mean, "format", h->format, "copies", (int)(h->copies == 1));

  if (all)
    json_object_update(facts, all);
  json_decref(all);
}

void desk_memory_take(desk_work *w, desk_memory *m)
{
  desk_memory_free(w->memory);
  w->memory = m;
  add_facts(w->facts, m);
}

void desk_memory_recall(desk_work *w)
{
  desk_failure why;
  desk_memory *m;

  if (w->names[1][0] || w->as_texts ||
      faccessat(w->lock, "entries", R_OK, 0) != 0 ||
      desk_memory_open(w, &m, &why) != ZHEN_OK)
    return;
  desk_memory_take(w, m);
  w->stage = DESK_DONE;
}

void desk_memory_free(desk_memory *m)
{
  if (!m)
    return;
  zhen_scorer_close(m->scorer);
  zhen_lexicon_close(m->lexicon);
  desk_unmap(&m->texts);
  desk_unmap(&m->entries);
  desk_unmap(&m->order);
  if (m->fd >= 0)
    close(m->fd);
  free(m->marks);
  free(m);
}
