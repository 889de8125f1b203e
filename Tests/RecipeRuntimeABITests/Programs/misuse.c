/* SPDX-License-Identifier: Apache-2.0 */

/* The frame of a program in which every function is called with wrong arguments. */

#include <recipec.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int line;
static long done;
static recipec_error error;

static void fail(const char *what) {
  fprintf(stderr, "misuse.c:%d: %s (%d %s)\n", line, what, (int)error.status, error.message);
  exit(1);
}

static void check(recipec_status status, int is_ok, int has_error) {
  if ((status == RECIPEC_OK) != is_ok) fail(is_ok ? "refused" : "accepted");
  if (has_error && status != error.status) fail("another status");
  if (has_error && !is_ok && error.message[0] == 0) fail("no message");
  memset(&error, 'x', sizeof error);
  done++;
}

#define ACCEPT(call) line = __LINE__, check(call, 1, 1), reset()
#define QUIET(call) line = __LINE__, check(call, 1, 0), reset()
#define REFUSE(call) line = __LINE__, check(call, 0, 1), reset()

static recipec_table *table, *other_table;
static recipec_state *state, *other_state;
static recipec_cursor cursor;
static unsigned char bytes[65536], record[65536], buffer[65536], zeros[65536];
static uint64_t garbage[8192] = {1, 2, 3, 4};
static size_t size, record_size;
/* Two states without observations are the same, so each call gets one. */
static void reset(void) {
  recipec_table_close(other_table);
  recipec_state_free(other_state);
  recipec_state_free(state);
  other_table = NULL;
  other_state = NULL;
  if (recipec_state_new(table, &state, NULL) != RECIPEC_OK) fail("no state");
  if (recipec_cursor_init(&cursor, table, state, 0, NULL) != RECIPEC_OK) fail("no cursor");
}

int main(void) {
  int64_t positions[2] = {1, 2};
  int64_t before[2] = {1, -1};
  int64_t beyond[2] = {RECIPEC_OPEN_END, 2};
  double doubles[2];
  float floats[2];
  recipec_table_info info;
  recipec_track track;
  recipec_phase phase;
  recipec_fact fact;
  recipec_observation observation;
  recipec_state_info state_info;
  size_t written;
  int32_t flag;
  uint32_t index;
  int64_t end;
  FILE *file = fopen("misuse.rct", "rb");
  if (file == NULL) return 2;
  size = fread(bytes, 1, sizeof bytes, file);
  fclose(file);
  if (recipec_table_open(bytes, size, NULL, &table, NULL) != RECIPEC_OK) return 3;
  reset();
  if (recipec_state_save(state, 1, record, sizeof record, &record_size, NULL) != RECIPEC_OK) return 4;
  recipec_table_close(NULL);
  recipec_state_free(NULL);
  recipec_table_close((recipec_table *)garbage);
  recipec_state_free((recipec_state *)table);
  /* CALLS */
  recipec_state_free(state);
  recipec_table_close(table);
  printf("%ld\n", done);
  return 0;
}
