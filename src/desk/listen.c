/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 32, TRIES = 16 };

/* A socket at a loopback address; -1 with errno. */
static int listen_at(const struct sockaddr *address, socklen_t len)
{
  int fd = socket(address->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  int on = 1;

  if (fd < 0)
    return -1;
  if ((address->sa_family != AF_INET6 ||
       setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on) == 0) &&
      bind(fd, address, len) == 0 && listen(fd, BACKLOG) == 0)
    return fd;
  close(fd);
  return -1;
}

/* A free port if it is 0. */
static int listen_v4(unsigned *port)
{
  struct sockaddr_in at = {.sin_family = AF_INET,
                           .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t len = sizeof at;
  int fd = listen_at((struct sockaddr *)&at, sizeof at);

  if (fd >= 0 && getsockname(fd, (struct sockaddr *)&at, &len) != 0) {
    close(fd);
    return -1;
  }
  *port = ntohs(at.sin_port);
  return fd;
}

static int listen_v6(unsigned port)
{
  struct sockaddr_in6 at = {.sin6_family = AF_INET6,
                            .sin6_addr = IN6ADDR_LOOPBACK_INIT,
                            .sin6_port = htons((uint16_t)port)};

  return listen_at((struct sockaddr *)&at, sizeof at);
}

/* A port whose ::1 belongs to somebody else is not used: localhost may be
   either. */
zhen_status desk_listen(int sockets[2], unsigned *port, desk_failure *why)
{
  for (int k = 0; k < TRIES; k++) {
    sockets[0] = listen_v4(port);
    if (sockets[0] < 0)
      break;
    sockets[1] = listen_v6(*port);
    if (sockets[1] >= 0 || errno != EADDRINUSE)
      return ZHEN_OK;
    close(sockets[0]);
  }
  return desk_fail(why, ZHEN_EOUTPUT, "127.0.0.1: %s", strerror(errno));
}
