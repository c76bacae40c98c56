/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the commands of the program share: the command table, options parsed
 * and explained from one table, messages, exit statuses. The program is a
 * customer of <zhen/...>: nothing here reaches into the library.
 */
#ifndef ZHEN_CLI_H
#define ZHEN_CLI_H

#include <stdio.h>
#include <zhen/zhen.h>

/* One exit table for all commands; printed by --help. */
enum {
  EXIT_DONE = 0,
  EXIT_NO = 1,       /* the answer is no, or a quality gate was missed */
  EXIT_USAGE = 2,    /* wrong use */
  EXIT_INPUT = 3,    /* input cannot be read, decoded or parsed */
  EXIT_OUTPUT = 4,   /* output cannot be written */
  EXIT_LIMIT = 5,    /* out of memory or over a limit */
  EXIT_SOME = 6,     /* done, but for some documents that failed */
  EXIT_INTERNAL = 70 /* a fault of zhen */
};

typedef enum option_type {
  OPTION_FLAG,   /* bool */
  OPTION_STRING, /* const char * */
  OPTION_COUNT,  /* unsigned: each use adds one */
  OPTION_SIZE,   /* size_t, decimal */
  OPTION_BYTES,  /* size_t: 300000, 64K, 256M, 2G */
  OPTION_REAL,   /* double */
  OPTION_TWO     /* const char *[2]: two words, long name only */
} option_type;

/* One row: parsing, --help and its defaults all come from it. */
typedef struct option {
  char letter; /* 0: long only */
  const char *name;
  option_type type;
  size_t offset;        /* of the field in the command's options struct */
  const char *argument; /* "FILE"; NULL for flags */
  const char *help;
  const char *preset; /* what --help says is the default, NULL if none */
} option;

typedef struct command {
  const char *name;
  int (*run)(const struct command *self, int argc, char **argv);
  const char *summary;
  const char *usage;     /* after "zhen NAME" */
  const char *purpose;   /* three lines at most */
  const option *options; /* ends with name NULL */
  const char *examples;  /* a line each */
} command;

extern const command command_align, command_report, command_explain,
    command_split, command_lexicon, command_eval, command_build, command_merge,
    command_filter, command_stats, command_search, command_why_not,
    command_export, command_pair;

/*
 * Parse argv[1..] into `values`. Returns the number of operands, moved to the
 * front of argv; -1 after a message if the use is wrong (exit EXIT_USAGE);
 * -2 if --help was printed (exit EXIT_DONE).
 */
int options_parse(const command *self, int argc, char **argv, void *values);

/*
 * The place of `word` in a list that NULL ends; NULL is the first. EXIT_USAGE
 * after a message that names the whole list if it has none.
 */
int option_word(const command *self, const char *name, const char *word,
                const char *const *list, unsigned *place);

/* Print the help of a command to standard output. */
void command_help(const command *self);

/* One line on stderr: "zhen: ..."; what is not printable is escaped. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Text comes from outside: controls, bidi controls and what is no UTF-8 must
   not reach the terminal. Returns the columns that it takes. */
unsigned put_escaped(FILE *out, zhen_str text);

/* To standard output: on a terminal escaped, but for tabs and line feeds;
   elsewhere the bytes as they are. */
void put_text(zhen_str text);

/* put_text() as json_dump_callback() calls it. */
int put_piece(const char *bytes, size_t len, void *context);

/* Wrong use: the message and where to find help. Returns EXIT_USAGE. */
int say_usage(const command *self, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Say the library's last error; the exit status that stands for `status`. */
int say_failure(zhen_status status);

/* The exit status that stands for a status of the library. */
int exit_of(zhen_status status);

/* Flush standard output. EXIT_OUTPUT after a message if it was not written. */
int finish_stdout(int status);

#endif
