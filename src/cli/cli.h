/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the commands of the program share: the tables of commands, options and
 * exit statuses, messages. The program uses the library through <zhen/...>
 * only.
 *
 * Anything that lists commands and options walks `commands` with option_next();
 * link the object library zhen_cli_objects, which is the program without main.
 */
#ifndef ZHEN_CLI_H
#define ZHEN_CLI_H

#include <stddef.h>
#include <stdio.h>
#include <zhen/zhen.h>

enum {
  EXIT_DONE = 0,
  EXIT_NO = 1,       /* a negative result; a command says when */
  EXIT_USAGE = 2,    /* usage error */
  EXIT_INPUT = 3,    /* input cannot be read, decoded or parsed */
  EXIT_OUTPUT = 4,   /* output cannot be written */
  EXIT_LIMIT = 5,    /* out of memory, or over a limit */
  EXIT_SOME = 6,     /* some documents failed */
  EXIT_INTERNAL = 70 /* internal error */
};

/* Values of an OPTION_MANY. */
enum { MAX_MANY = 100 };

/* The type of the field that an option sets. */
typedef enum option_type {
  OPTION_FLAG,   /* bool */
  OPTION_STRING, /* const char * */
  OPTION_COUNT,  /* unsigned: each use adds one */
  OPTION_SIZE,   /* size_t, decimal */
  OPTION_BYTES,  /* size_t: 300000, 64K, 256M, 2G */
  OPTION_REAL,   /* double */
  OPTION_TWO,    /* const char *[2]: two words, long name only */
  OPTION_MANY,   /* const char *[MAX_MANY + 1]: each use adds one; ends with
                    NULL */
  OPTION_HELP,   /* none: print the help and end */
  OPTION_VERSION /* none: print the version and end */
} option_type;

/* One row of an option table. Parsing, --help, the manual pages and the
   completions all come from it. */
typedef struct option {
  char letter;      /* 0: none */
  const char *name; /* without "--" */
  option_type type;
  size_t offset;            /* of its field in the struct of its group */
  const char *argument;     /* "FILE"; NULL for flags, and for the words */
  const char *help;         /* one phrase, without a full stop */
  const char *const *words; /* the only values it takes, ends with NULL; the
                               first is the default if the value and `unset`
                               are NULL. NULL: any value */
  const char *unset; /* the default in words, if its value cannot show it */
  void (*preset)(const struct option *row, char *text, size_t size);
  /* writes the default, if the library has it; may be NULL */
} option;

/* Rows that several commands have, or that one has for itself. */
typedef struct option_group {
  const option *rows; /* ends with name NULL */
  size_t offset;      /* of the struct they fill, in the values of a command */
} option_group;

typedef struct command {
  const char *name;
  int (*run)(const struct command *self, int argc, char **argv);
  const char *summary;
  const char *usage;          /* after "zhen NAME" */
  const char *purpose;        /* a few sentences; wrapped when printed */
  const option_group *groups; /* in the order of --help; ends with rows NULL */
  const void *defaults;       /* the values before options are read */
  const char *examples;       /* a line each */
  const char *negative;       /* when it exits with EXIT_NO; NULL: never */
  bool batch;                 /* may exit with EXIT_SOME */
  bool one_dash;              /* long options are written -name */
} command;

/* A row of the exit table; `status` is text, since one is "128+n". */
typedef struct exit_row {
  const char *status, *meaning;
  bool (*applies)(const command *self); /* NULL: to every command */
} exit_row;

/* All commands in the order of --help, and all exit statuses; the lists end
   with NULL and with status NULL. */
extern const command *const commands[];
extern const exit_row exit_table[];

/* ---- the options of a command ---- */

/* A row and its group; `{0}` is before the first one. */
typedef struct option_place {
  const option_group *group;
  const option *row;
} option_place;

/* Step to the next row of a command; false after the last one. */
bool option_next(const command *self, option_place *at);

/* What a long option begins with, "--" or "-". */
const char *option_dashes(const command *self);

/* "FILE", or "keep|auto|join"; empty for flags. */
void option_argument(const option *row, char *text, size_t size);

/* "keep, auto or join" */
void option_list(const char *const *words, char *text, size_t size);

/* The default of an option as --help prints it; empty if it has none. */
void option_default(const command *self, const option_place *at, char *text,
                    size_t size);

/* Of every command: -q, -v, -h, -V. */
typedef struct verbosity {
  bool quiet;
  unsigned verbose;
} verbosity;

extern const option general_options[];

extern const command command_align, command_report, command_explain,
    command_split, command_lexicon, command_eval, command_build, command_merge,
    command_filter, command_stats, command_search, command_why_not,
    command_export, command_pair, command_score, command_terms,
    command_hunalign, command_desk;

/*
 * Parse argv[1..] into `values`. Returns the number of operands, moved to the
 * front of argv; -1 after a message about a usage error (exit EXIT_USAGE); -2
 * after --help or --version (exit EXIT_DONE).
 */
int options_parse(const command *self, int argc, char **argv, void *values);

/* The place of a value in the words of its row; 0, the default, for NULL. */
unsigned option_word(const char *const *words, const char *value);

/* Print to standard output the help of a command; the exit statuses of one, or
   all of them for NULL; the version; with the versions of libraries. */
void command_help(const command *self);
void print_exits(const command *self);
void print_version(void);
void print_build(void);

/* Search of the name that a word was meant to be. Begin with the word, its
   length and name NULL; `name` stays NULL if none is near. */
typedef struct nearest {
  const char *word;
  size_t len;
  const char *name;
  size_t distance; /* of `name` */
} nearest;

void nearest_try(nearest *n, const char *name);

/* One line on stderr: "zhen: ..."; unprintable characters are escaped. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Text from outside: controls, bidi controls and invalid UTF-8 must not reach
   the terminal. Returns its width in columns. */
unsigned put_escaped(FILE *out, zhen_str text);

/* A message of the library, escaped, with the names of program options. */
void put_message(FILE *out, const char *line);

/* To standard output. On a terminal control characters are escaped, except tabs
   and line feeds; elsewhere the bytes are unchanged. */
void put_text(zhen_str text);

/* put_text() as json_dump_callback() calls it. */
int put_piece(const char *bytes, size_t len, void *context);

/* A usage error: the message and where to find help. Returns EXIT_USAGE. */
int say_usage(const command *self, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Print the library's last error; the exit status of `status`. */
int say_failure(zhen_status status);

/* The exit status of a status of the library. */
int exit_of(zhen_status status);

/* Flush standard output. EXIT_OUTPUT after a message if it was not written. */
int finish_stdout(int status);

#endif
