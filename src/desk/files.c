/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

char *desk_path(const char *directory, const char *name)
{
  size_t size = strlen(directory) + strlen(name) + 2;
  char *path = malloc(size);

  if (path)
    snprintf(path, size, "%s/%s", directory, name);
  return path;
}

/* Make the directories above a path; those that exist stay as they are. */
static void make_parents(char *path)
{
  for (char *slash = strchr(path + 1, '/'); slash;
       slash = strchr(slash + 1, '/')) {
    *slash = '\0';
    mkdir(path, 0700);
    *slash = '/';
  }
}

static zhen_status make_own(const char *path, desk_failure *why)
{
  struct stat info;

  if (mkdir(path, 0700) != 0 && errno != EEXIST)
    return desk_fail(why, ZHEN_EOUTPUT, "%s: %s", path, strerror(errno));
  if (lstat(path, &info) != 0)
    return desk_fail(why, ZHEN_EOUTPUT, "%s: %s", path, strerror(errno));
  if (!S_ISDIR(info.st_mode) || info.st_uid != geteuid())
    return desk_fail(why, ZHEN_EOUTPUT,
                     "%s: is not a directory of your own; set XDG_STATE_HOME",
                     path);
  if ((info.st_mode & 077) != 0)
    return desk_fail(why, ZHEN_EOUTPUT,
                     "%s: is open to others; run chmod 700 on it", path);
  return ZHEN_OK;
}

zhen_status desk_directory(const char *path, desk_failure *why)
{
  char *works = desk_path(path, "works");
  zhen_status status;

  if (!works)
    return desk_fail(why, ZHEN_ENOMEM, "out of memory");
  make_parents(works);
  status = make_own(path, why);
  if (status == ZHEN_OK)
    status = make_own(works, why);
  free(works);
  return status;
}

zhen_status desk_write(const char *directory, const char *name,
                       const void *bytes, size_t len, desk_failure *why)
{
  char *path = desk_path(directory, name);
  zhen_output *out = NULL;
  zhen_status status = ZHEN_ENOMEM;

  if (path)
    status = zhen_output_open(&out, path);
  if (status == ZHEN_OK) {
    zhen_output_put(out, bytes, len);
    status = zhen_output_commit(out);
  }
  free(path);
  return status == ZHEN_OK ? ZHEN_OK : desk_fail_as(why, status);
}

zhen_status desk_map(const char *path, zhen_input *out, desk_failure *why)
{
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  struct stat info;
  void *at;

  if (fd < 0 || fstat(fd, &info) != 0) {
    if (fd >= 0)
      close(fd);
    return desk_fail(why, ZHEN_EINPUT, "%s: %s", path, strerror(errno));
  }
  out->bytes = "";
  out->len = (size_t)info.st_size;
  if (out->len > 0) {
    at = mmap(NULL, out->len, PROT_READ, MAP_PRIVATE, fd, 0);
    if (at == MAP_FAILED) {
      close(fd);
      return desk_fail(why, ZHEN_EINPUT, "%s: %s", path, strerror(errno));
    }
    out->bytes = at;
  }
  close(fd);
  return ZHEN_OK;
}

void desk_unmap(zhen_input *input)
{
  if (input->bytes && input->len > 0)
    munmap((void *)(uintptr_t)input->bytes, input->len);
  input->bytes = NULL;
}

/* All of a file, up to the largest input; -1 with errno. */
static int copy_bytes(int from, int to)
{
  static const size_t piece = 64 << 10;
  char *buffer = malloc(piece);
  size_t whole = 0;
  ssize_t n = -1;

  while (buffer && (n = read(from, buffer, piece)) > 0) {
    whole += (size_t)n;
    if (whole > DESK_INPUT_MAX) {
      errno = EFBIG;
      n = -1;
      break;
    }
    if (write(to, buffer, (size_t)n) != n) {
      n = -1;
      break;
    }
  }
  free(buffer);
  return n < 0 ? -1 : 0;
}

zhen_status desk_copy(const char *from, const char *to, desk_failure *why)
{
  struct stat info;
  int in = -1, out = -1;
  zhen_status status = ZHEN_OK;

  if (stat(from, &info) != 0)
    return desk_fail(why, ZHEN_EINPUT, "%s: %s", from,
                     errno == ENOENT ? "no such file" : strerror(errno));
  if (!S_ISREG(info.st_mode))
    return desk_fail(why, ZHEN_EINPUT, "%s: is %s", from,
                     S_ISDIR(info.st_mode) ? "a directory" : "not a file");
  if (info.st_size > DESK_INPUT_MAX)
    return desk_fail(why, ZHEN_ELIMIT, "%s: more than 256 MiB", from);
  in = open(from, O_RDONLY | O_CLOEXEC);
  if (in < 0)
    return desk_fail(why, ZHEN_EINPUT, "%s: %s", from, strerror(errno));
  out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (out < 0)
    status = desk_fail(why, ZHEN_EOUTPUT, "%s: %s", to, strerror(errno));
  else if (copy_bytes(in, out) != 0)
    status = desk_fail(why, errno == EFBIG ? ZHEN_ELIMIT : ZHEN_EOUTPUT,
                       "%s: %s", errno == EFBIG ? from : to,
                       errno == EFBIG ? "more than 256 MiB" : strerror(errno));
  close(in);
  if (out >= 0)
    close(out);
  return status;
}
