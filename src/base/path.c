/* SPDX-License-Identifier: Apache-2.0 */
#include "base/path.h"
#include "base/mem.h"
#include "base/system.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Linux's limit on symbolic links in a path. */
enum { MAX_LINKS = 40 };

bool path_is_standard(const char *path)
{
  return strcmp(path, "-") == 0;
}

char *path_directory(const char *path)
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

/* The target of the symbolic link at `path`; NULL, errno 0 if it is not one. */
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
  directory = path_directory(path);
  if (!directory)
    return NULL;
  next = join(directory, link);
  free(directory);
  return next;
}

char *path_resolve(const char *path)
{
  char *target = mem_strdup(path);

  for (int i = 0; target && i < MAX_LINKS; i++) {
    char *next = follow(target);

    if (!next && errno == 0)
      break;
    free(target);
    target = next;
  }
  return target;
}

void path_sync_directory(const char *directory)
{
  int fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return;
  system_sync(fd);
  close(fd);
}
