/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Preloaded: while there is a file $TROUBLE_FULL, writing to files fails as on
 * a full disk; the first $TROUBLE_TAKEN sockets cannot be bound to ::1, whose
 * port is somebody else's.
 */
#include <dlfcn.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void find(void *function, const char *name)
{
  void *symbol = dlsym(RTLD_NEXT, name);

  memcpy(function, &symbol, sizeof symbol);
}

ssize_t write(int fd, const void *bytes, size_t len)
{
  ssize_t (*real)(int, const void *, size_t);
  const char *full = getenv("TROUBLE_FULL");
  struct stat info;

  if (full && access(full, F_OK) == 0 && fstat(fd, &info) == 0 &&
      S_ISREG(info.st_mode)) {
    errno = ENOSPC;
    return -1;
  }
  find(&real, "write");
  return real(fd, bytes, len);
}

int bind(int fd, __CONST_SOCKADDR_ARG address, socklen_t len)
{
  static long taken;
  int (*real)(int, __CONST_SOCKADDR_ARG, socklen_t);
  const char *most = getenv("TROUBLE_TAKEN");

  if (most && address.__sockaddr__->sa_family == AF_INET6 &&
      taken++ < strtol(most, NULL, 10)) {
    errno = EADDRINUSE;
    return -1;
  }
  find(&real, "bind");
  return real(fd, address, len);
}
