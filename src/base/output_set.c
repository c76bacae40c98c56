/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The names of files that are complete and on the disk.
 *
 * A single file replaces the old one in one rename. For several, the old ones
 * are first set aside under temporary names; when that is on the disk, the new
 * ones get their names, and then the old ones are removed. So there is never an
 * old file next to a new one. After an error the new ones are removed and the
 * old ones get their names back; after a kill some or all names are missing,
 * and the next run removes what was set aside.
 */
#include "base/fail.h"
#include "base/mem.h"
#include "base/output.h"
#include "base/output_file.h"
#include "base/path.h"
#include "base/system.h"

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

/* Without a name, the descriptor is the only reference to the file. */
static bool is_nameless(const zhen_output *o)
{
  return o->fd >= 0;
}

/*
 * A file with a temporary name needs no descriptor; a network file system may
 * report errors only on close.
 */
static zhen_status close_checked(zhen_output *o)
{
  int fd = o->fd;

  if (fd < 0 || o->borrowed)
    return ZHEN_OK;
  o->fd = -1;
  return close(fd) == 0 || errno == EINTR ? ZHEN_OK
                                          : zhen_fail_output(o->name, errno);
}

/* Holds the old files of a directory while the new ones get their names. */
typedef struct shelf {
  const char *directory;
  temporary_directory *temporary;
  bool keep; /* a file in it could not be restored */
} shelf;

/* The files that a commit names. */
typedef struct naming {
  zhen_output **members;
  size_t count;
  shelf *shelves;
  size_t n_shelves, capacity, n_names;
} naming;

typedef zhen_status each_member(naming *n, zhen_output *o);

static zhen_status for_each(naming *n, each_member *each)
{
  zhen_status status = ZHEN_OK;

  for (size_t i = 0; status == ZHEN_OK && i < n->count; i++)
    if (!n->members[i]->straight)
      status = each(n, n->members[i]);
  return status;
}

/* ---- one file ---- */

/* Another program has made a file of that name while this one was written. */
static zhen_status fail_appeared(const zhen_output *o)
{
  return zhen_fail(ZHEN_EOUTPUT,
                   "%s: another program created it in the meantime; it was not "
                   "replaced",
                   o->name);
}

/* A name that nothing had must not have got a file since. */
static zhen_status name_fresh(const zhen_output *o)
{
  if ((is_nameless(o) ? system_give_name(o->fd, o->target)
                      : system_rename_new(o->sibling, o->target)) == 0)
    return ZHEN_OK;
  return errno == EEXIST ? fail_appeared(o) : zhen_fail_output(o->name, errno);
}

/* Replace the old file, if there is one. */
static zhen_status replace(naming *n, zhen_output *o)
{
  (void)n;
  if (o->fresh)
    return name_fresh(o);
  if (is_nameless(o)) {
    zhen_status status;

    if (system_give_name(o->fd, o->target) == 0)
      return ZHEN_OK;
    if (errno != EEXIST)
      return zhen_fail_output(o->name, errno);
    status = output_take_temporary(o);
    if (status != ZHEN_OK)
      return status;
    if (system_give_name(o->fd, o->sibling) != 0)
      return zhen_fail_output(o->name, errno);
  }
  return rename(o->sibling, o->target) == 0 ? ZHEN_OK
                                            : zhen_fail_output(o->name, errno);
}

/* ---- several files ---- */

static shelf *find_shelf(const naming *n, const zhen_output *o)
{
  for (size_t i = 0; i < n->n_shelves; i++)
    if (strcmp(n->shelves[i].directory, o->directory) == 0)
      return &n->shelves[i];
  return NULL;
}

static zhen_status have_shelf(naming *n, const zhen_output *o)
{
  shelf *new;
  zhen_status status;

  if (find_shelf(n, o))
    return ZHEN_OK;
  status =
      mem_grow(&n->shelves, &n->capacity, n->n_shelves + 1, sizeof *n->shelves);
  if (status != ZHEN_OK)
    return status;
  new = &n->shelves[n->n_shelves];
  *new = (shelf){.directory = o->directory};
  status = temporary_open(&new->temporary, o->target, o->name);
  n->n_shelves += status == ZHEN_OK;
  return status;
}

/* Reserve a name on a shelf for the old file, if there is one. */
static zhen_status find_room(naming *n, zhen_output *o)
{
  zhen_status status;
  char name[32];
  struct stat st;

  if (lstat(o->target, &st) != 0 || (o->gone && !S_ISREG(st.st_mode)))
    return ZHEN_OK;
  if (o->fresh)
    return fail_appeared(o);
  if (!S_ISREG(st.st_mode))
    return zhen_fail_output(o->name, S_ISDIR(st.st_mode) ? EISDIR : EEXIST);
  status = have_shelf(n, o);
  if (status != ZHEN_OK)
    return status;
  snprintf(name, sizeof name, "old-%zu", n->n_names++);
  o->shelved = temporary_path(find_shelf(n, o)->temporary, name);
  return o->shelved ? ZHEN_OK : zhen_fail_memory();
}

static zhen_status set_aside(naming *n, zhen_output *o)
{
  (void)n;
  if (!o->shelved)
    return ZHEN_OK;
  o->aside = rename(o->target, o->shelved) == 0;
  return o->aside || errno == ENOENT ? ZHEN_OK
                                     : zhen_fail_output(o->name, errno);
}

static zhen_status install(naming *n, zhen_output *o)
{
  int failed;

  (void)n;
  if (o->gone)
    return ZHEN_OK;
  failed = is_nameless(o) ? system_give_name(o->fd, o->target)
                          : system_rename_new(o->sibling, o->target);
  o->installed = failed == 0;
  return o->installed ? ZHEN_OK : zhen_fail_output(o->name, errno);
}

static zhen_status remove_installed(naming *n, zhen_output *o)
{
  (void)n;
  if (!o->installed || unlink(o->target) == 0)
    return ZHEN_OK;
  return zhen_fail_output(o->name, errno);
}

/* Another run may have put its own file there in the meantime. */
static bool is_put_back(const zhen_output *o)
{
  return !o->aside || system_rename_new(o->shelved, o->target) == 0 ||
         errno == EEXIST;
}

/* A file that cannot be restored stays on the shelf, and is reported. */
static zhen_status keep(naming *n, zhen_output *o)
{
  find_shelf(n, o)->keep = true;
  return zhen_fail(ZHEN_EOUTPUT,
                   "%s: cannot be written, and the old file cannot be "
                   "restored: %s; the old file is %s",
                   o->name, strerror(errno), o->shelved);
}

/* Restore old files only after the new ones have lost their names. */
static zhen_status undo(naming *n, zhen_status status)
{
  bool removed = for_each(n, remove_installed) == ZHEN_OK;

  for (size_t i = 0; i < n->count; i++) {
    zhen_output *o = n->members[i];

    if (removed ? !is_put_back(o) : o->aside)
      status = keep(n, o);
  }
  return status;
}

/* Each directory only once. */
static void sync_directories(const naming *n)
{
  for (size_t i = 0; i < n->count; i++) {
    const zhen_output *o = n->members[i];
    bool done = o->straight;

    for (size_t k = 0; !done && k < i; k++)
      done = !n->members[k]->straight &&
             strcmp(n->members[k]->directory, o->directory) == 0;
    if (!done)
      path_sync_directory(o->directory);
  }
}

static zhen_status exchange(naming *n)
{
  zhen_status status = for_each(n, find_room);

  if (status == ZHEN_OK)
    status = for_each(n, set_aside);
  if (status == ZHEN_OK && n->n_shelves > 0)
    sync_directories(n);
  if (status == ZHEN_OK)
    status = for_each(n, install);
  return status == ZHEN_OK ? ZHEN_OK : undo(n, status);
}

/* ---- cleaning up ---- */

static zhen_status close_named(naming *n, zhen_output *o)
{
  (void)n;
  return o->sibling ? close_checked(o) : ZHEN_OK;
}

/* Whether the set is a single file. */
static bool is_single(const naming *n)
{
  size_t named = 0;

  for (size_t i = 0; i < n->count; i++) {
    named += !n->members[i]->straight;
    if (n->members[i]->gone)
      return false;
  }
  return named == 1;
}

/* Name finished files and free them; on failure, remove them. */
static zhen_status commit(zhen_output **members, size_t count)
{
  naming n = {.members = members, .count = count};
  zhen_status status = for_each(&n, close_named);

  if (status == ZHEN_OK)
    status = is_single(&n) ? for_each(&n, replace) : exchange(&n);
  sync_directories(&n);
  for (size_t i = 0; i < n.n_shelves; i++) {
    if (n.shelves[i].keep)
      temporary_keep(n.shelves[i].temporary);
    else
      temporary_close(n.shelves[i].temporary);
  }
  free(n.shelves);
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
