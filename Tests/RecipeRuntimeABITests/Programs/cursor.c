/* SPDX-License-Identifier: Apache-2.0 */

/*
 * cursor TABLE [COUNT ROUNDS]: holds the values of cursors against recipec_value, bit for bit, over the
 * whole of every track and beyond; prints how many. With a count it times that many values of
 * the first track in order, and prints the nanoseconds of each of ROUNDS rounds.
 */

#include <recipec.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static recipec_table *table;
static recipec_table_info info;

static void compare(uint32_t track, int64_t first, int64_t step, unsigned long *compared) {
  recipec_cursor cursor;
  if (recipec_cursor_init(&cursor, table, NULL, track, NULL) != RECIPEC_OK) exit(3);
  for (int64_t t = first; t >= 0 && t < info.length + 100; t += step) {
    double expected = -1;
    double found = -1;
    recipec_status status = recipec_value(table, NULL, track, t, &expected, NULL);
    if (recipec_cursor_value(&cursor, t, &found, NULL) != status) exit(4);
    if (memcmp(&expected, &found, sizeof found) != 0) {
      printf("track %u, update %lld: %a instead of %a\n", (unsigned)track, (long long)t, found,
             expected);
      exit(5);
    }
    ++*compared;
  }
}

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void measure(int64_t count) {
  recipec_cursor cursor;
  recipec_error error;
  double sum = 0;
  if (recipec_cursor_init(&cursor, table, NULL, 0, &error) != RECIPEC_OK) exit(3);
  double start = seconds();
  for (int64_t t = 0; t < count; t++) {
    double value;
    if (recipec_cursor_value(&cursor, t, &value, &error) != RECIPEC_OK) exit(4);
    sum += value;
  }
  printf("%.3f\n", (seconds() - start) / (double)count * 1e9);
  if (sum == 0.125) printf("\n");
}

int main(int count, char **arguments) {
  if (count != 2 && count != 4) return 2;
  if (recipec_table_open_file(arguments[1], NULL, &table, NULL) != RECIPEC_OK) return 8;
  if (recipec_table_get_info(table, &info, NULL) != RECIPEC_OK) return 9;
  if (count == 4) {
    for (int round = atoi(arguments[3]); round > 0; round--) measure(atoll(arguments[2]));
  } else {
    unsigned long compared = 0;
    for (uint32_t track = 0; track < info.track_count; track++) {
      compare(track, 0, 1, &compared);
      compare(track, info.length + 99, -1, &compared);
      compare(track, 3, 7, &compared);
    }
    printf("%lu\n", compared);
  }
  recipec_table_close(table);
  return 0;
}
