/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The names of files that are complete and on the disk.
 *
 * A file by itself replaces the old one in one rename. Of several, the old
 * ones are set aside first, under temporary names; when that is on the disk,
 * the new ones get their names, and last the old ones are removed. So at no
 * moment does an old file stand beside a new one. After an error the new ones
 * are removed and the old ones get their names back; after a kill some or all
 * names are missing, and the next run sweeps what was set aside.
 */
#include "base/fail.h"
#include "base/mem.h"
#include "base/output_own.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct zhen_output_set {
  zhen_output **members;
  size_t count, capacity;
};

zhen_status output_take_place(zhen_output *o)
{
  zhen_status status;

  if (o->place)
    return ZHEN_OK;
  status = temporary_open(&o->place, o->target, o->name);
  if (status != ZHEN_OK)
    return status;
  o->sibling = temporary_path(o->place, "new");
  return o->sibling ? ZHEN_OK : zhen_fail_memory();
}

/* Without a name there is no file but the descriptor. */
static bool is_nameless(const zhen_output *o)
{
  return o->fd >= 0;
}

/* A file with a temporary name needs no descriptor, and a network file system
   may keep its errors until the close. */
static zhen_status close_checked(zhen_output *o)
{
  int fd = o->fd;

  if (fd < 0 || o->borrowed)
    return ZHEN_OK;
  o->fd = -1;
  return close(fd) == 0 || errno == EINTR ? ZHEN_OK
                                          : zhen_fail_output(o->name, errno);
}

static int link_as(const zhen_output *o, const char *name)
{
  char proc[32];

  snprintf(proc, sizeof proc, "/proc/self/fd/%d", o->fd);
  return linkat(AT_FDCWD, proc, AT_FDCWD, name, AT_SYMLINK_FOLLOW);
}

/* ---- one file ---- */

/* In the place of the old file, if there is one. */
static zhen_status replace(zhen_output *o)
{
  if (is_nameless(o)) {
    zhen_status status;

    if (link_as(o, o->target) == 0)
      return ZHEN_OK;
    if (errno != EEXIST)
      return zhen_fail_output(o->name, errno);
    status = output_take_place(o);
    if (status != ZHEN_OK)
      return status;
    if (link_as(o, o->sibling) != 0)
      return zhen_fail_output(o->name, errno);
  }
  return rename(o->sibling, o->target) == 0 ? ZHEN_OK
                                            : zhen_fail_output(o->name, errno);
}

/* ---- several files ---- */

static zhen_status set_aside(zhen_output *o)
{
  struct stat st;
  zhen_status status;

  if (lstat(o->target, &st) != 0 || (o->gone && !S_ISREG(st.st_mode)))
    return ZHEN_OK;
  if (!S_ISREG(st.st_mode))
    return zhen_fail_output(o->name, S_ISDIR(st.st_mode) ? EISDIR : EEXIST);
  status = output_take_place(o);
  if (status != ZHEN_OK)
    return status;
  o->aside = temporary_path(o->place, "old");
  if (!o->aside)
    return zhen_fail_memory();
  if (rename(o->target, o->aside) == 0)
    return ZHEN_OK;
  status = zhen_fail_output(o->name, errno);
  free(o->aside);
  o->aside = NULL;
  return status;
}

static zhen_status place(zhen_output *o)
{
  int failed;

  if (o->gone)
    return ZHEN_OK;
  failed = is_nameless(o) ? link_as(o, o->target)
                          : rename_new(o->sibling, o->target);
  o->placed = failed == 0;
  return o->placed ? ZHEN_OK : zhen_fail_output(o->name, errno);
}

/* What cannot be put back is left where it is, and reported. */
static zhen_status keep_aside(zhen_output *o)
{
  zhen_status status =
      zhen_fail(ZHEN_EOUTPUT,
                "%s: cannot be written, and the old file could not be put "
                "back: %s; it is %s",
                o->name, strerror(errno), o->aside);

  temporary_keep(o->place);
  o->place = NULL;
  return status;
}

/* Another run may have put a file of its own there in the meantime. */
static zhen_status put_back(zhen_output *o)
{
  if (!o->aside || rename_new(o->aside, o->target) == 0 || errno == EEXIST)
    return ZHEN_OK;
  return keep_aside(o);
}

static zhen_status remove_placed(zhen_output *o)
{
  if (!o->placed || unlink(o->target) == 0)
    return ZHEN_OK;
  return zhen_fail_output(o->name, errno);
}

typedef zhen_status each_member(zhen_output *o);

static zhen_status for_each(zhen_output **members, size_t count,
                            each_member *each)
{
  zhen_status status = ZHEN_OK;

  for (size_t i = 0; status == ZHEN_OK && i < count; i++)
    if (!members[i]->straight)
      status = each(members[i]);
  return status;
}

/* Each directory once. */
static void sync_directories(zhen_output **members, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    bool done = members[i]->straight;

    for (size_t k = 0; !done && k < i; k++)
      done = !members[k]->straight &&
             strcmp(members[k]->directory, members[i]->directory) == 0;
    if (!done)
      directory_sync(members[i]->directory);
  }
}

/* No old file gets its name back while a new one has its own. */
static zhen_status undo(zhen_output **members, size_t count, zhen_status status)
{
  zhen_status removed = for_each(members, count, remove_placed);

  for (size_t i = 0; i < count; i++) {
    zhen_output *o = members[i];

    if (removed == ZHEN_OK ? put_back(o) : o->aside ? keep_aside(o) : ZHEN_OK)
      status = ZHEN_EOUTPUT;
  }
  return status;
}

static bool is_any_aside(zhen_output **members, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (members[i]->aside)
      return true;
  return false;
}

static zhen_status exchange(zhen_output **members, size_t count)
{
  zhen_status status = for_each(members, count, set_aside);

  if (status == ZHEN_OK && is_any_aside(members, count))
    sync_directories(members, count);
  if (status == ZHEN_OK)
    status = for_each(members, count, place);
  return status == ZHEN_OK ? ZHEN_OK : undo(members, count, status);
}

static zhen_status close_named(zhen_output *o)
{
  return o->sibling ? close_checked(o) : ZHEN_OK;
}

/* Whether one file, and nothing else, gets a name. */
static bool is_single(zhen_output **members, size_t count)
{
  size_t named = 0;

  for (size_t i = 0; i < count; i++) {
    named += !members[i]->straight;
    if (members[i]->gone)
      return false;
  }
  return named == 1;
}

/* Gives names to finished files and frees them, whatever happened. */
static zhen_status commit(zhen_output **members, size_t count)
{
  zhen_status status = for_each(members, count, close_named);

  if (status == ZHEN_OK)
    status = is_single(members, count) ? for_each(members, count, replace)
                                       : exchange(members, count);
  sync_directories(members, count);
  for (size_t i = 0; i < count; i++) {
    if (status == ZHEN_OK)
      status = close_checked(members[i]);
    output_free(members[i]);
  }
  return status;
}

zhen_status zhen_output_commit(zhen_output *o)
{
  zhen_status status = output_finish(o);

  if (status == ZHEN_OK)
    return commit(&o, 1);
  output_free(o);
  return status;
}

/* ---- sets ---- */

zhen_status zhen_output_set_new(zhen_output_set **out)
{
  *out = mem_calloc(1, sizeof **out);
  return *out ? ZHEN_OK : zhen_fail_memory();
}

zhen_status zhen_output_join(zhen_output *o, zhen_output_set *set)
{
  zhen_status status;

  if (!set)
    return zhen_output_commit(o);
  status = output_finish(o);
  if (status == ZHEN_OK)
    status = mem_grow(&set->members, &set->capacity, set->count + 1,
                      sizeof *set->members);
  if (status == ZHEN_OK)
    set->members[set->count++] = o;
  else
    output_free(o);
  return status;
}

zhen_status output_set_drop(zhen_output_set *set, const char *path)
{
  zhen_output *o = output_new(path);
  zhen_status status;

  if (!o)
    return zhen_fail_memory();
  o->gone = o->finished = true;
  status = output_resolve(o);
  if (status == ZHEN_OK)
    return zhen_output_join(o, set);
  output_free(o);
  return status;
}

zhen_status zhen_output_set_commit(zhen_output_set *set)
{
  zhen_status status = commit(set->members, set->count);

  set->count = 0;
  zhen_output_set_abandon(set);
  return status;
}

void zhen_output_set_abandon(zhen_output_set *set)
{
  if (!set)
    return;
  for (size_t i = 0; i < set->count; i++)
    output_free(set->members[i]);
  free(set->members);
  free(set);
}
