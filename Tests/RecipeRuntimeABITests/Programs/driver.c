/* SPDX-License-Identifier: Apache-2.0 */

/* Does with the library what the lines of standard input say, and prints what comes of each. */

#include <inttypes.h>
#include <recipec.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static recipec_table *table;
static recipec_state *state;
static recipec_cursor cursor;
static recipec_error error;

static uint64_t bits_of(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

static uint32_t bits_of_float(float value) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

static double value_of(uint64_t bits) {
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

/* Every byte of a file, in memory that the caller frees. */
static unsigned char *contents(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) exit(3);
  fseek(file, 0, SEEK_END);
  *size = (size_t)ftell(file);
  rewind(file);
  /* Exactly as large as the file, so that valgrind sees a read beyond it. */
  unsigned char *bytes = malloc(*size + (*size == 0));
  if (bytes == NULL || fread(bytes, 1, *size, file) != *size) exit(3);
  fclose(file);
  return bytes;
}

static void answer(recipec_status status) {
  if (status != error.status) printf("MISMATCH ");
  if (status == RECIPEC_OK && error.message[0] != 0) printf("MESSAGE ");
  if (status != RECIPEC_OK && error.message[0] == 0) printf("SILENT ");
  if (status != RECIPEC_OK) printf("%d %s\n", (int)status, error.message);
}

static void values(uint32_t track, int64_t first, size_t count, int is_single, const recipec_state *of) {
  double *doubles = malloc(sizeof *doubles * (count + 1));
  float *floats = malloc(sizeof *floats * (count + 1));
  if (doubles == NULL || floats == NULL) exit(3);
  recipec_status status = is_single
                              ? recipec_fill_f32(table, of, track, first, count, floats, &error)
                              : recipec_fill(table, of, track, first, count, doubles, &error);
  answer(status);
  if (status == RECIPEC_OK) {
    for (size_t i = 0; i < count; i++) {
      if (is_single)
        printf("%08" PRIx32 " ", bits_of_float(floats[i]));
      else
        printf("%016" PRIx64 " ", bits_of(doubles[i]));
    }
    printf("\n");
  }
  free(doubles);
  free(floats);
}

static void gather(uint32_t track, char *list, const recipec_state *of) {
  int64_t positions[64];
  double found[64];
  size_t count = 0;
  for (char *word = strtok(list, " \n"); word != NULL && count < 64; word = strtok(NULL, " \n"))
    positions[count++] = strtoll(word, NULL, 10);
  recipec_status status = recipec_gather(table, of, track, positions, count, found, &error);
  answer(status);
  if (status == RECIPEC_OK) {
    for (size_t i = 0; i < count; i++) printf("%016" PRIx64 " ", bits_of(found[i]));
    printf("\n");
  }
}

static void save(const char *path, int with_table) {
  size_t size = 0;
  size_t written = 0;
  recipec_status status = recipec_state_save(state, with_table, NULL, 0, &size, &error);
  unsigned char *bytes = malloc(size);
  if (status != RECIPEC_OK || bytes == NULL) exit(3);
  status = recipec_state_save(state, with_table, bytes, size - 1, &written, &error);
  if (status != RECIPEC_BUFFER_TOO_SMALL || written != size) printf("NOT TOO SMALL ");
  status = recipec_state_save(state, with_table, bytes, size, &written, &error);
  answer(status);
  FILE *file = fopen(path, "wb");
  if (file == NULL || fwrite(bytes, 1, size, file) != size || fclose(file) != 0) exit(3);
  free(bytes);
  printf("%zu\n", size);
}

int main(void) {
  char line[4096];
  while (fgets(line, sizeof line, stdin) != NULL) {
    char word[32];
    char name[256];
    int used = 0;
    uint32_t track = 0;
    int64_t t = 0;
    int64_t e = 0;
    uint64_t number = 0;
    size_t size = 0;
    double value = 0;
    recipec_status status = RECIPEC_OK;
    recipec_observation seen;
    if (sscanf(line, "%31s%n", word, &used) != 1) continue;
    const char *rest = line + used;
    /* A capital letter: without a state. */
    const recipec_state *of = word[0] >= 'A' && word[0] <= 'Z' ? NULL : state;
    if (strcmp(word, "open") == 0 && sscanf(rest, "%255s", name) == 1) {
      recipec_table_close(table);
      status = recipec_table_open_file(name, NULL, &table, &error);
      answer(status);
      if (status == RECIPEC_OK) {
        recipec_table_info info;
        recipec_table_get_info(table, &info, &error);
        printf("%s %" PRId64 " %u %u\n", info.digest_hex, info.length, (unsigned)info.track_count,
               (unsigned)info.is_reactive);
      }
    } else if (strcmp(word, "new") == 0) {
      recipec_state_free(state);
      answer(recipec_state_new(table, &state, &error));
    } else if (strcmp(word, "copy") == 0) {
      recipec_state *copy = NULL;
      answer(recipec_state_copy(state, &copy, &error));
      recipec_state_free(state);
      state = copy;
    } else if (strcasecmp(word, "value") == 0 && sscanf(rest, "%" SCNu32 " %" SCNd64, &track, &t) == 2) {
      status = recipec_value(table, of, track, t, &value, &error);
      answer(status);
      if (status == RECIPEC_OK) printf("%016" PRIx64 "\n", bits_of(value));
    } else if (strcasecmp(word, "cursor") == 0 && sscanf(rest, "%" SCNu32, &track) == 1) {
      answer(recipec_cursor_init(&cursor, table, of, track, &error));
    } else if (strcmp(word, "at") == 0 && sscanf(rest, "%" SCNd64, &t) == 1) {
      status = recipec_cursor_value(&cursor, t, &value, &error);
      answer(status);
      if (status == RECIPEC_OK) printf("%016" PRIx64 "\n", bits_of(value));
    } else if ((strcasecmp(word, "fill") == 0 || strcasecmp(word, "single") == 0) &&
               sscanf(rest, "%" SCNu32 " %" SCNd64 " %zu", &track, &t, &size) == 3) {
      values(track, t, size, strcasecmp(word, "single") == 0, of);
    } else if (strcasecmp(word, "gather") == 0 && sscanf(rest, "%" SCNu32 "%n", &track, &used) == 1) {
      gather(track, line + strlen(word) + (size_t)used, of);
    } else if (strcasecmp(word, "end") == 0 && sscanf(rest, "%" SCNu32 " %" SCNd64, &track, &e) == 2) {
      int32_t finished = -1;
      status = recipec_track_end(table, of, track, &t, &error);
      answer(status);
      if (status != RECIPEC_OK) continue;
      status = recipec_is_finished(table, of, e, &finished, &error);
      answer(status);
      if (status == RECIPEC_OK) printf("%" PRId64 " %d\n", t, (int)finished);
    } else if (strcmp(word, "observe") == 0 &&
               sscanf(rest, "%255s %" SCNx64 " %" SCNd64 " %" SCNd64, name, &number, &t, &e) == 4) {
      status = recipec_state_observe(state, name, value_of(number), t, e, &seen, &error);
      answer(status);
      if (status == RECIPEC_OK)
        printf("%u %u %u\n", (unsigned)seen.disposition, (unsigned)seen.cuts,
               (unsigned)seen.transitions);
    } else if (strcmp(word, "signal") == 0 && sscanf(rest, "%255s %" SCNd64, name, &e) == 2) {
      status = recipec_state_signal(state, name, e, &seen, &error);
      answer(status);
      if (status == RECIPEC_OK)
        printf("%u %u %u\n", (unsigned)seen.disposition, (unsigned)seen.cuts,
               (unsigned)seen.transitions);
    } else if (strcmp(word, "info") == 0) {
      recipec_state_info info;
      answer(recipec_state_get_info(state, &info, &error));
      printf("%" PRId64 " %" PRIu64 " %" PRIu64 " %016" PRIx64 "\n", info.clock, info.accepted,
             info.repeated, info.fingerprint);
    } else if (strcmp(word, "save") == 0 && sscanf(rest, "%" SCNu32 " %255s", &track, name) == 2) {
      save(name, (int)track);
    } else if ((strcmp(word, "restore") == 0 || strcmp(word, "migrate") == 0) &&
               sscanf(rest, "%" SCNd64 " %255s", &t, name) == 2) {
      recipec_state *found = NULL;
      int32_t is_same = -1;
      unsigned char *bytes = contents(name, &size);
      status = word[0] == 'r' ? recipec_state_restore(table, bytes, size, t, &found, &is_same, &error)
                              : recipec_state_migrate(table, bytes, size, t, &found, &error);
      free(bytes);
      answer(status);
      if (status == RECIPEC_OK) {
        recipec_state_free(state);
        state = found;
        printf("%d\n", (int)is_same);
      } else if (found != NULL) {
        printf("NOT NULL\n");
      }
    } else {
      printf("UNKNOWN %s", line);
    }
  }
  recipec_state_free(state);
  recipec_table_close(table);
  return 0;
}
