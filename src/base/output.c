/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files written whole or not at all.
 *
 * A regular file is written without a name in the directory of its target
 * (O_TMPFILE) and gets its name when it is complete and on the disk. So the
 * kernel removes it however the process ends, SIGKILL included, and no signal
 * handler is needed. Where it must replace a file, it lives under a name of
 * its own between link and rename, a few microseconds. File systems without
 * O_TMPFILE get a named sibling from the start; that one a SIGKILL may leave
 * behind, but never under the final name.
 *
 * Devices, pipes and standard output are written straight.
 */
#include "base/output.h"
#include "base/fail.h"
#include "base/mem.h"
#include "base/pack.h"
#include "base/screen.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* 40 is also Linux's own limit on symbolic links in a path. */
enum { BUFFER_BYTES = 64 * 1024, MAX_LINKS = 40, MAX_SIBLINGS = 10000 };

struct zhen_output {
  int fd;
  bool straight; /* has its name already: nothing to link, rename or sync */
  bool borrowed; /* standard output is not ours to close */
  bool finished;
  bool terminal; /* what would steer it is shown instead */
  screen screen;
  int error;      /* errno of the first failed write, 0 if none */
  packer *packer; /* NULL: bytes go as they are */
  zhen_status packed;
  char *name;      /* as the caller gave it */
  char *target;    /* behind all symbolic links */
  char *directory; /* of the target */
  char *sibling;   /* name of the temporary file; NULL while it has none */
  size_t used;
  char buffer[BUFFER_BYTES];
};

static zhen_status fail_write(const zhen_output *o, int error)
{
  const char *remedy = error == ENOSPC || error == EDQUOT || error == EFBIG
                           ? "; make room or write elsewhere"
                       : error == EACCES || error == EPERM || error == EROFS
                           ? "; write elsewhere or change the permissions"
                           : "";

  return zhen_fail(ZHEN_EOUTPUT, "%s: cannot be written: %s%s", o->name,
                   strerror(error), remedy);
}

static void destroy(zhen_output *o)
{
  pack_free(o->packer);
  if (o->fd >= 0 && !o->borrowed)
    close(o->fd);
  if (o->sibling)
    unlink(o->sibling);
  free(o->sibling);
  free(o->directory);
  free(o->target);
  free(o->name);
  free(o);
}

/* Everything before the last slash; "." if there is none. */
static char *directory_of(const char *path)
{
  const char *slash = strrchr(path, '/');

  if (!slash)
    return mem_strdup(".");
  return strndup(path, slash == path ? 1 : (size_t)(slash - path));
}

static char *join(const char *directory, const char *name)
{
  char *path;

  if (name[0] == '/')
    return mem_strdup(name);
  return asprintf(&path, "%s/%s", directory, name) < 0 ? NULL : path;
}

/* What the symbolic link at `path` leads to; NULL, errno 0 if it is none. */
static char *follow(const char *path)
{
  char link[4096];
  ssize_t len = readlink(path, link, sizeof link - 1);
  char *directory, *next;

  if (len < 0) {
    errno = 0;
    return NULL;
  }
  link[len] = '\0';
  directory = directory_of(path);
  if (!directory)
    return NULL;
  next = join(directory, link);
  free(directory);
  return next;
}

/*
 * Follow links by hand: realpath() does not lead through a link to a file
 * that is yet to be made.
 */
static zhen_status resolve(zhen_output *o)
{
  o->target = mem_strdup(o->name);
  for (int i = 0; o->target && i < MAX_LINKS; i++) {
    char *next = follow(o->target);

    if (!next && errno == 0)
      break;
    free(o->target);
    o->target = next;
  }
  if (o->target)
    o->directory = directory_of(o->target);
  return o->directory ? ZHEN_OK : zhen_fail_memory();
}

/* Run through names for a sibling until `make` finds a free one. */
static zhen_status name_sibling(zhen_output *o,
                                int (*make)(zhen_output *, const char *))
{
  for (int i = 0; i < MAX_SIBLINGS; i++) {
    char *name;

    if (asprintf(&name, "%s/.zhen-%ld-%d.tmp", o->directory, (long)getpid(),
                 i) < 0)
      return zhen_fail_memory();
    if (make(o, name) >= 0) {
      o->sibling = name;
      return ZHEN_OK;
    }
    free(name);
    if (errno != EEXIST)
      break;
  }
  return fail_write(o, errno);
}

static int create(zhen_output *o, const char *name)
{
  o->fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  return o->fd;
}

/* linkat() of a nameless file goes by way of /proc, which may be missing. */
static bool open_nameless(zhen_output *o)
{
  char proc[32];

  o->fd = open(o->directory, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
  if (o->fd < 0)
    return false;
  snprintf(proc, sizeof proc, "/proc/self/fd/%d", o->fd);
  if (access(proc, F_OK) == 0)
    return true;
  close(o->fd);
  o->fd = -1;
  return false;
}

/*
 * The new file takes the place of the old one. Its owner can be kept by root
 * alone, and for others it is the same anyway; so that may fail.
 */
static zhen_status keep_permissions(zhen_output *o, const struct stat *old)
{
  if (fchown(o->fd, old->st_uid, old->st_gid) != 0)
    errno = 0;
  if (fchmod(o->fd, old->st_mode & 07777) != 0)
    return fail_write(o, errno);
  return ZHEN_OK;
}

static zhen_status open_beside(zhen_output *o, const struct stat *old)
{
  zhen_status status = resolve(o);

  if (status != ZHEN_OK)
    return status;
  if (old && access(o->target, W_OK) != 0)
    return fail_write(o, errno);
  if (access(o->directory, F_OK) != 0 && errno == ENOENT)
    return zhen_fail(ZHEN_EOUTPUT,
                     "%s: cannot be written: there is no directory %s; make "
                     "it first",
                     o->name, o->directory);
  if (!open_nameless(o)) {
    status = name_sibling(o, create);
    if (status != ZHEN_OK)
      return status;
  }
  return old ? keep_permissions(o, old) : ZHEN_OK;
}

static zhen_status open_straight(zhen_output *o)
{
  o->straight = true;
  o->fd = open(o->name, O_WRONLY | O_CLOEXEC | O_NOCTTY);
  return o->fd < 0 ? fail_write(o, errno) : ZHEN_OK;
}

static zhen_status open_stdout(zhen_output *o)
{
  o->straight = true;
  o->borrowed = true;
  o->fd = STDOUT_FILENO;
  return ZHEN_OK;
}

/* /dev/stdout and its kin: replacing that file would lose what went before. */
static bool is_stdout(const struct stat *st)
{
  struct stat out;

  return fstat(STDOUT_FILENO, &out) == 0 && out.st_dev == st->st_dev &&
         out.st_ino == st->st_ino;
}

static zhen_status open_target(zhen_output *o)
{
  size_t len = strlen(o->name);
  struct stat st;

  if (len == 0)
    return zhen_fail(ZHEN_EOUTPUT, "the name of the output is empty");
  if (stat(o->name, &st) != 0) {
    if (errno != ENOENT)
      return fail_write(o, errno);
    if (o->name[len - 1] == '/')
      return zhen_fail(ZHEN_EOUTPUT, "%s: names a directory; name a file",
                       o->name);
    return open_beside(o, NULL);
  }
  if (S_ISDIR(st.st_mode))
    return zhen_fail(ZHEN_EOUTPUT, "%s: is a directory; name a file in it",
                     o->name);
  if (is_stdout(&st))
    return open_stdout(o);
  return S_ISREG(st.st_mode) ? open_beside(o, &st) : open_straight(o);
}

static void put(void *output, const void *bytes, size_t len);

zhen_status zhen_output_open(zhen_output **out, const char *path)
{
  zhen_output *o = mem_calloc(1, sizeof *o);
  bool dash = strcmp(path, "-") == 0;
  zhen_status status;

  *out = NULL;
  if (!o)
    return zhen_fail_memory();
  o->fd = -1;
  o->name = mem_strdup(dash ? "standard output" : path);
  if (!o->name)
    status = zhen_fail_memory();
  else
    status = dash ? open_stdout(o) : open_target(o);
  if (status == ZHEN_OK)
    o->terminal = o->straight && isatty(o->fd);
  if (status == ZHEN_OK && !dash && pack_wanted(path))
    status = pack_open(&o->packer, path, put, o);
  if (status != ZHEN_OK)
    destroy(o);
  else
    *out = o;
  return status;
}

/* Someone else may have made the descriptor non-blocking: wait for it. */
static bool can_go_on(const zhen_output *o)
{
  struct pollfd ready = {.fd = o->fd, .events = POLLOUT};

  if (errno == EINTR)
    return true;
  if (errno != EAGAIN)
    return false;
  return poll(&ready, 1, -1) >= 0 || errno == EINTR;
}

static void write_all(zhen_output *o, const char *bytes, size_t len)
{
  while (len > 0 && o->error == 0) {
    ssize_t n = write(o->fd, bytes, len);

    if (n >= 0) {
      bytes += n;
      len -= (size_t)n;
    } else if (!can_go_on(o)) {
      o->error = errno;
    }
  }
}

static void flush(zhen_output *o)
{
  write_all(o, o->buffer, o->used);
  o->used = 0;
}

static void put(void *output, const void *bytes, size_t len)
{
  zhen_output *o = output;

  if (len > BUFFER_BYTES - o->used)
    flush(o);
  if (len > BUFFER_BYTES) {
    write_all(o, bytes, len);
  } else if (len > 0) {
    memcpy(o->buffer + o->used, bytes, len);
    o->used += len;
  }
}

void zhen_output_put(zhen_output *o, const void *bytes, size_t len)
{
  if (o->packer)
    pack_put(o->packer, bytes, len);
  else if (o->terminal)
    screen_put(&o->screen, bytes, len, put, o);
  else
    put(o, bytes, len);
}

void output_trust(zhen_output *o)
{
  o->terminal = false;
}

zhen_status output_flush(zhen_output *o)
{
  if (o->straight && !o->packer)
    flush(o);
  return o->error ? fail_write(o, o->error) : ZHEN_OK;
}

zhen_status output_finish(zhen_output *o)
{
  if (!o->finished) {
    o->finished = true;
    if (o->packer)
      o->packed = pack_finish(o->packer);
    screen_end(&o->screen, put, o);
    flush(o);
    if (o->error == 0 && !o->straight && fsync(o->fd) != 0)
      o->error = errno;
  }
  if (o->packed != ZHEN_OK)
    return zhen_fail_memory();
  return o->error ? fail_write(o, o->error) : ZHEN_OK;
}

static int link_as(zhen_output *o, const char *name)
{
  char proc[32];

  snprintf(proc, sizeof proc, "/proc/self/fd/%d", o->fd);
  return linkat(AT_FDCWD, proc, AT_FDCWD, name, AT_SYMLINK_FOLLOW);
}

/* The rename is on the disk only when its directory is. */
static void sync_directory(const zhen_output *o)
{
  int fd = open(o->directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return;
  fsync(fd);
  close(fd);
}

static zhen_status publish(zhen_output *o)
{
  if (!o->sibling) {
    zhen_status status;

    if (link_as(o, o->target) == 0)
      return ZHEN_OK;
    if (errno != EEXIST)
      return fail_write(o, errno);
    status = name_sibling(o, link_as);
    if (status != ZHEN_OK)
      return status;
  }
  if (rename(o->sibling, o->target) != 0)
    return fail_write(o, errno);
  free(o->sibling);
  o->sibling = NULL;
  return ZHEN_OK;
}

/* A network file system may keep its errors until the close. */
static zhen_status close_checked(zhen_output *o)
{
  int fd = o->fd;

  if (fd < 0 || o->borrowed)
    return ZHEN_OK;
  o->fd = -1;
  return close(fd) == 0 || errno == EINTR ? ZHEN_OK : fail_write(o, errno);
}

zhen_status zhen_output_commit(zhen_output *o)
{
  zhen_status status = output_finish(o);

  if (status == ZHEN_OK && o->sibling)
    status = close_checked(o);
  if (status == ZHEN_OK && !o->straight) {
    status = publish(o);
    if (status == ZHEN_OK)
      sync_directory(o);
  }
  if (status == ZHEN_OK)
    status = close_checked(o);
  destroy(o);
  return status;
}

void zhen_output_abandon(zhen_output *o)
{
  if (o)
    destroy(o);
}
