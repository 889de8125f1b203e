/* SPDX-License-Identifier: Apache-2.0 */

/*
 * recipec.h: training schedules for any trainer, in C99 or later and in C++11 or later.
 *
 * A recipe says how the learning rate, the momentum and every other number of a training run move.
 * The tool `recipec` compiles it to a table; this library reads the table and says what each number
 * is at each update. It needs nothing but the C library.
 *
 *     recipec_error error;
 *     recipec_table *table;
 *     uint32_t lr;
 *     if (recipec_table_open_file("run.rct", NULL, &table, &error) != RECIPEC_OK ||
 *         recipec_table_find_track(table, "lr", NULL, NULL, &lr, &error) != RECIPEC_OK)
 *       stop(error.message);
 *     for (int64_t t = 0; t < steps; t++) {
 *       double value;
 *       if (recipec_value(table, NULL, lr, t, &value, &error) != RECIPEC_OK) stop(error.message);
 *       train(t, value);
 *     }
 *     recipec_table_close(table);
 *
 * Build with `cc trainer.c $(pkg-config --cflags --libs recipec-runtime)`.
 *
 * UPDATES. Time is counted in updates of the optimizer, from 0 to 2^53 - 1. The value at t is the
 * one to make update t with. Values are IEEE 754 doubles and the same bits on every machine.
 *
 * METRICS. A recipe may wait for a metric or a signal, or answer to one. What has been observed so
 * far is a state; observe first, then ask for the values of the update that is about to be made.
 * Values are functions of the table, the state and t, and asking for one changes nothing. Without
 * a state (NULL) they are those of a run in which nothing is observed. A table whose
 * `is_reactive` is 0 needs no state.
 *
 * ERRORS. Every function that can fail returns a status, RECIPEC_OK (0) or one of the RECIPEC_*
 * codes below. Its last argument, which may be NULL, takes the same status and a sentence for
 * people. There is no other record of errors: nothing is kept globally or per thread. A call that
 * fails leaves its results and everything that it was given as they were, but for the error, for
 * handles to be returned, which become NULL, and where it says otherwise.
 *
 * No argument ends the process: NULL, numbers out of range, wrong sizes and damaged bytes all come
 * back as a status. The exceptions are those of the language: a pointer to memory that is
 * not there, a buffer that is smaller than the count beside it, and a handle that was closed.
 * A handle begins with a mark that every call looks for, which catches most wrong pointers, and a
 * second close more often than not. Opening and restoring ask for their memory beforehand and
 * return RECIPEC_NO_MEMORY; where the few hundred bytes of another call are refused,
 * the process ends.
 *
 * THREADS. A table does not change once it is open: any number of threads may use it at once, as
 * long as one closes it after all of them. A state, a cursor and an error belong to one thread at a
 * time; threads may read one state at once while none changes it (observe, signal, free). No
 * function keeps a pointer to your memory after it returns, except that a cursor
 * refers to its table. No function blocks, locks, prints, or calls back; only
 * recipec_table_open_file does input, and none does output.
 *
 * TEXT is UTF-8 that ends in a zero byte. What the library returns belongs to the table and lives
 * until it is closed; it holds no control characters.
 *
 * ROUNDING. The processor must round to nearest, as it does unless told otherwise (fesetround).
 * Opening a table checks that. Flushing of denormal numbers does not matter.
 *
 * COMPATIBILITY. Names that start with recipec_ or RECIPEC_ are the library's. Structures keep
 * their size and order within major version 1; `reserved` fields are for what comes later: the
 * library writes 0, and where you pass them they must be 0. New status codes may appear: treat one
 * that you do not know as an error.
 */

#ifndef RECIPEC_H
#define RECIPEC_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Version ------------------------------------------------------------------------------- */

/* The version of this header: major * 1000000 + minor * 1000 + patch. */
#define RECIPEC_VERSION_MAJOR 1
#define RECIPEC_VERSION_MINOR 0
#define RECIPEC_VERSION_PATCH 0
#define RECIPEC_VERSION 1000000

/*
 * The version of the library, in the form of RECIPEC_VERSION. It may be newer than the header; with
 * another major version the loader would not have taken it (librecipec-runtime.so.1).
 */
uint32_t recipec_version(void);

/* ---- Errors -------------------------------------------------------------------------------- */

/* What became of a call; one of the constants below. */
typedef int32_t recipec_status;

enum {
  RECIPEC_OK = 0,                /* it did what was asked */
  RECIPEC_INVALID_ARGUMENT = 1,  /* NULL where something is needed, or a reserved field set */
  RECIPEC_BAD_HANDLE = 2,        /* a pointer that is not an open table or a state */
  RECIPEC_OUT_OF_RANGE = 3,      /* an update or an index beyond what there is */
  RECIPEC_NOT_FOUND = 4,         /* nothing of that name */
  RECIPEC_BAD_TABLE = 5,         /* bytes that are not a sound table */
  RECIPEC_BAD_STATE = 6,         /* bytes that are not a sound state or checkpoint */
  RECIPEC_UNSUPPORTED = 7,       /* a table or a state of a format that this library does not know */
  RECIPEC_TOO_LARGE = 8,         /* a table beyond the limits; see recipec_limits */
  RECIPEC_PAST_END = 9,          /* an update past the end of a track that is declared to have none */
  RECIPEC_BEFORE_STATE = 10,     /* an update before the last event or cut; what held then is gone */
  RECIPEC_OTHER_TABLE = 11,      /* a state or a checkpoint of another table */
  RECIPEC_OUT_OF_ORDER = 12,     /* an observation older than what has been taken */
  RECIPEC_NOT_FINITE = 13,       /* a metric that is NaN or infinite where the recipe allows neither */
  RECIPEC_BUFFER_TOO_SMALL = 14, /* room for fewer bytes than there are */
  RECIPEC_NO_MEMORY = 15,        /* the system has no memory left for it */
  RECIPEC_CANNOT_READ = 16       /* a file that is not there, or that cannot be read */
};

/*
 * What a status means, in a few words without a full stop; "unknown status" for any other number.
 * The text is constant and always there.
 */
const char *recipec_status_message(recipec_status status);

/*
 * Room for what went wrong; you own it, and need not prepare it. A call that takes one always fills
 * it in: `status` is what the call returns, and `message` a sentence that says what is wrong and
 * what to do about it, or "" with RECIPEC_OK. Longer messages are cut off between two characters.
 */
typedef struct recipec_error {
  recipec_status status;
  uint32_t reserved;
  char message[504];
} recipec_error;

/* ---- Tables -------------------------------------------------------------------------------- */

/* An open table. */
typedef struct recipec_table recipec_table;

/* The length and the end of what has none: 2^53. */
#define RECIPEC_OPEN_END 9007199254740992

/*
 * The most that opening takes in; every count is compared before memory is reserved for it. A field
 * that is 0 stands for the default, which suits files that you did not write yourself.
 */
typedef struct recipec_limits {
  uint64_t bytes;      /* of the file: 16777216 */
  uint64_t pieces;     /* 131072 */
  uint64_t tracks;     /* 4096 */
  uint64_t regions;    /* 65536 */
  uint64_t machines;   /* 64 */
  uint64_t levels;     /* 65536 */
  uint64_t phases;     /* 65536 */
  uint64_t facts;      /* 4096 */
  uint64_t text_bytes; /* of one name: 4096 */
  uint64_t reserved[7];
} recipec_limits;

/*
 * Opens a table that is in memory. The bytes are verified wholly, any flipped bit and any missing
 * byte is found, and copied: they are yours again when the call returns.
 *
 * `limits` may be NULL. On success *table is a handle to close some time.
 *
 * INVALID_ARGUMENT, BAD_TABLE, UNSUPPORTED, TOO_LARGE, NO_MEMORY.
 */
recipec_status recipec_table_open(const void *bytes, size_t size, const recipec_limits *limits,
                                  recipec_table **table, recipec_error *error);

/*
 * Opens a table file: what `recipec compile --emit table` wrote. At most the limit of bytes is read,
 * so that a wrong path costs little. Otherwise as recipec_table_open.
 *
 * As recipec_table_open, and CANNOT_READ.
 */
recipec_status recipec_table_open_file(const char *path, const recipec_limits *limits,
                                       recipec_table **table, recipec_error *error);

/*
 * Closes a table and ends the life of its texts. NULL is ignored, and so is what is not an open
 * table. States of the table stay good: they keep what they need.
 */
void recipec_table_close(recipec_table *table);

/* What a table is as a whole. */
typedef struct recipec_table_info {
  const char *clock;         /* what an update is called: "steps" unless the recipe says otherwise */
  int64_t length;            /* updates, from 1 on; RECIPEC_OPEN_END for a run without a length */
  uint32_t track_count;      /* at least 1 */
  uint32_t phase_count;      /* 0 if the table does not say where it came from */
  uint32_t fact_count;       /* facts about the run that were bound when the table was compiled */
  uint32_t is_reactive;      /* 1 if metrics or signals can change something, else 0 */
  uint8_t digest[32];        /* SHA-256 of all that influences a value: the identity of the run */
  uint8_t recipe_digest[32]; /* SHA-256 of the resolved recipe: the same if compiled otherwise */
  char digest_hex[65];       /* `digest` as lower-case hexadecimal digits */
  char reserved_bytes[7];
  uint64_t reserved[6];
} recipec_table_info;

/* INVALID_ARGUMENT, BAD_HANDLE. */
recipec_status recipec_table_get_info(const recipec_table *table, recipec_table_info *info,
                                      recipec_error *error);

/* One number that the recipe schedules, for one parameter group of one optimizer. */
typedef struct recipec_track {
  const char *channel;   /* "lr", "momentum", ... */
  const char *optimizer; /* "" where the recipe has one optimizer only */
  const char *group;     /* "" for the default of the channel */
  uint32_t is_reactive;  /* 1 if metrics or signals can change its values, else 0 */
  uint32_t after;        /* what it does past its end: a RECIPEC_AFTER_* constant */
  uint64_t reserved[4];
} recipec_track;

enum {
  RECIPEC_AFTER_HOLD = 0,     /* one value from the end on */
  RECIPEC_AFTER_CONTINUE = 1, /* one value that plateaus still reduce */
  RECIPEC_AFTER_REPEAT = 2,   /* all over again */
  RECIPEC_AFTER_ERROR = 3     /* RECIPEC_PAST_END */
};

/* What track `index`, below track_count, is. INVALID_ARGUMENT, BAD_HANDLE, OUT_OF_RANGE. */
recipec_status recipec_table_get_track(const recipec_table *table, uint32_t index,
                                       recipec_track *track, recipec_error *error);

/*
 * Finds the index of a track by its names; NULL stands for "" in `optimizer` and `group`. Names are
 * compared byte by byte. The message of NOT_FOUND lists the names that there are.
 *
 * INVALID_ARGUMENT, BAD_HANDLE, NOT_FOUND.
 */
recipec_status recipec_table_find_track(const recipec_table *table, const char *channel,
                                        const char *optimizer, const char *group, uint32_t *index,
                                        recipec_error *error);

/* A phase as the recipe has it: for logs and plots, without influence on any value. */
typedef struct recipec_phase {
  const char *name;   /* its name or kind; may be "" */
  uint32_t track;     /* the index of the track that it was written for */
  uint32_t line;      /* the line of the recipe, from 1; 0 if there is none */
  int64_t first;      /* the first update, if no event happens */
  int64_t end;        /* the first update after it */
  uint64_t reserved[4];
} recipec_phase;

/* What phase `index`, below phase_count, is. INVALID_ARGUMENT, BAD_HANDLE, OUT_OF_RANGE. */
recipec_status recipec_table_get_phase(const recipec_table *table, uint32_t index,
                                       recipec_phase *phase, recipec_error *error);

/* A fact about the run, such as its batch size: if it is not what you train with, stop. */
typedef struct recipec_fact {
  const char *name;
  const char *value; /* may be "" */
  uint64_t reserved[2];
} recipec_fact;

/* What fact `index`, below fact_count, is. INVALID_ARGUMENT, BAD_HANDLE, OUT_OF_RANGE. */
recipec_status recipec_table_get_fact(const recipec_table *table, uint32_t index,
                                      recipec_fact *fact, recipec_error *error);

/* ---- States -------------------------------------------------------------------------------- */

/* What metrics and signals have done to a run so far. */
typedef struct recipec_state recipec_state;

/*
 * Begins a run of a table, in which nothing has been observed. On success *state is a handle to
 * free some time; the table may be closed before that.
 *
 * INVALID_ARGUMENT, BAD_HANDLE.
 */
recipec_status recipec_state_new(const recipec_table *table, recipec_state **state,
                                 recipec_error *error);

/* Makes a state of its own that is the same from here on. INVALID_ARGUMENT, BAD_HANDLE. */
recipec_status recipec_state_copy(const recipec_state *state, recipec_state **copy,
                                  recipec_error *error);

/* Frees a state. NULL is ignored, and so is what is not a state. */
void recipec_state_free(recipec_state *state);

/* What became of an observation or a signal. */
typedef struct recipec_observation {
  uint32_t disposition; /* a constant below */
  uint32_t cuts;        /* how many plateaus have cut */
  uint32_t transitions; /* how many sets of tracks have gone to another phase */
  uint32_t reserved;
} recipec_observation;

enum {
  RECIPEC_ACCEPTED = 0,  /* seen by something that is at work */
  RECIPEC_REPEATED = 1,  /* reported before: the first is kept, so reporting twice does no harm */
  RECIPEC_UNWATCHED = 2, /* nothing in the recipe listens to the name: no error, it may be for logs */
  RECIPEC_INACTIVE = 3,  /* what listens to it is not at work at that update */
  RECIPEC_SKIPPED = 4    /* NaN or infinite, and the recipe says to ignore that */
};

/*
 * Reports a metric.
 *
 *   metric        its name in the recipe
 *   value         may be NaN or infinite; the recipe says what that means
 *   measured_at   how many updates the model had seen when it was measured
 *   effective_at  the first update that it may change: measured_at, or a later one if it comes late,
 *                 the same on all ranks; nothing reaches back
 *   result        may be NULL
 *
 * Values and cursors that were taken before are out of date where `cuts` or `transitions` is not 0.
 *
 * INVALID_ARGUMENT, BAD_HANDLE, OUT_OF_RANGE, OUT_OF_ORDER (older than the last of that name, or
 * taking effect before something else has), NOT_FINITE.
 */
recipec_status recipec_state_observe(recipec_state *state, const char *metric, double value,
                                     int64_t measured_at, int64_t effective_at,
                                     recipec_observation *result, recipec_error *error);

/* Gives a signal that the recipe waits for. As recipec_state_observe, without NOT_FINITE. */
recipec_status recipec_state_signal(recipec_state *state, const char *name, int64_t effective_at,
                                    recipec_observation *result, recipec_error *error);

/* What a state is as a whole. */
typedef struct recipec_state_info {
  int64_t clock;             /* the update at which something took effect last; -1 for none */
  uint64_t accepted;         /* how many observations and signals were accepted */
  uint64_t repeated;         /* how many were repeats */
  uint64_t fingerprint;      /* differs where table or state do: compare it among ranks */
  uint8_t table_digest[32];  /* the digest of the table */
  uint8_t migrated_from[32]; /* that of the table before recipec_state_migrate; all 0 if there was none */
  uint64_t reserved[4];
} recipec_state_info;

/* INVALID_ARGUMENT, BAD_HANDLE. */
recipec_status recipec_state_get_info(const recipec_state *state, recipec_state_info *info,
                                      recipec_error *error);

/* ---- Checkpoints --------------------------------------------------------------------------- */

/*
 * Writes a state into bytes to save beside the weights: the state's own record (some hundred bytes),
 * and after it the table if `with_table` is not 0. With its table a checkpoint can be held against
 * another one later; without it only the very same table will do.
 *
 * *size becomes the number of bytes in any case. A NULL buffer of capacity 0 asks for nothing else.
 * Equal states have equal bytes.
 *
 * INVALID_ARGUMENT, BAD_HANDLE, BUFFER_TOO_SMALL.
 */
recipec_status recipec_state_save(const recipec_state *state, int with_table, void *buffer,
                                  size_t capacity, size_t *size, recipec_error *error);

/*
 * Goes on from what recipec_state_save wrote.
 *
 * `t` is the update that is about to be made. Under the table that the run began with any t from the
 * last effect on will do. Another table is taken if the checkpoint carries its own and nothing from t
 * on differs: no bit of any value, whatever metrics will come; *is_same_table, which may be NULL, is
 * then 0 instead of 1. On success *state is a handle to free some time.
 *
 * INVALID_ARGUMENT, BAD_HANDLE, OUT_OF_RANGE, BAD_STATE, BAD_TABLE (the one in the checkpoint),
 * UNSUPPORTED, OTHER_TABLE (the message names the first update that differs), BEFORE_STATE, NO_MEMORY.
 */
recipec_status recipec_state_restore(const recipec_table *table, const void *bytes, size_t size,
                                     int64_t t, recipec_state **state, int32_t *is_same_table,
                                     recipec_error *error);

/*
 * Goes on from a checkpoint of another table on purpose: the new table holds from update t on,
 * whatever that changes. The checkpoint must carry its own table. What the tables have in common is
 * taken over: the best values, counters and cuts of machines of the same kind and name, and the phase
 * that an event has led to if the new table has it in the same place. Everything else is where the
 * clock says.
 *
 * As recipec_state_restore; OTHER_TABLE only for a checkpoint without its table.
 */
recipec_status recipec_state_migrate(const recipec_table *table, const void *bytes, size_t size,
                                     int64_t t, recipec_state **state, recipec_error *error);

/* ---- Values -------------------------------------------------------------------------------- */

/*
 * The value of a track at update t. `state` may be NULL.
 *
 * INVALID_ARGUMENT, BAD_HANDLE, OUT_OF_RANGE, PAST_END, BEFORE_STATE, OTHER_TABLE (a state of another
 * table). The other functions of this section return the same.
 */
recipec_status recipec_value(const recipec_table *table, const recipec_state *state, uint32_t track,
                             int64_t t, double *value, recipec_error *error);

/*
 * The values at updates first to first + count - 1, each with the bits of recipec_value. With a count
 * of 0 nothing is written and `values` may be NULL. All or none of the values is written.
 */
recipec_status recipec_fill(const recipec_table *table, const recipec_state *state, uint32_t track,
                            int64_t first, size_t count, double *values, recipec_error *error);

/* As recipec_fill, each value rounded once to single precision. */
recipec_status recipec_fill_f32(const recipec_table *table, const recipec_state *state,
                                uint32_t track, int64_t first, size_t count, float *values,
                                recipec_error *error);

/*
 * The values at updates in any order, repetitions allowed: values[i] is that of positions[i]. The two
 * arrays must not overlap. After an error the contents of `values` are not defined.
 */
recipec_status recipec_gather(const recipec_table *table, const recipec_state *state, uint32_t track,
                              const int64_t *positions, size_t count, double *values,
                              recipec_error *error);

/*
 * The first update past the end of a track, where its `after` decides; RECIPEC_OPEN_END for a track
 * that waits for an event or never ends. Not PAST_END, not BEFORE_STATE.
 */
recipec_status recipec_track_end(const recipec_table *table, const recipec_state *state,
                                 uint32_t track, int64_t *end, recipec_error *error);

/*
 * Whether the run is over at update t: *finished becomes 1 or 0. It is over when every track that
 * events can move has ended; without such tracks, when t has reached the length of the table.
 * Not PAST_END, not BEFORE_STATE.
 */
recipec_status recipec_is_finished(const recipec_table *table, const recipec_state *state, int64_t t,
                                   int32_t *finished, recipec_error *error);

/* ---- Cursors ------------------------------------------------------------------------------- */

/*
 * A place in a track that makes the next value cheap: a few nanoseconds where updates follow one
 * another. You own it, on the stack or wherever you like, and have nothing to free. It may be copied.
 */
typedef struct recipec_cursor {
  uint64_t opaque[32];
} recipec_cursor;

/*
 * Sets a cursor on a track. It refers to the table and to the state, which may be NULL: keep both
 * as long as you use it. When the state changes the cursor goes along.
 *
 * INVALID_ARGUMENT, BAD_HANDLE, OUT_OF_RANGE, OTHER_TABLE.
 */
recipec_status recipec_cursor_init(recipec_cursor *cursor, const recipec_table *table,
                                   const recipec_state *state, uint32_t track,
                                   recipec_error *error);

/*
 * The value at update t, any t, with the bits of recipec_value.
 *
 * As recipec_value; BAD_HANDLE for a cursor that was not set.
 */
recipec_status recipec_cursor_value(recipec_cursor *cursor, int64_t t, double *value,
                                    recipec_error *error);

#ifdef __cplusplus
}
#endif

#endif
