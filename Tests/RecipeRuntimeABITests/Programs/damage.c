/* SPDX-License-Identifier: Apache-2.0 */

/*
 * damage TABLE CHECKPOINT STEP: cuts both off at every STEP-th length and flips every STEP-th bit. All of
 * it must be refused, with a message; prints how many were.
 */

#include <recipec.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static recipec_table *table;
static unsigned long refused;

static unsigned char *contents(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) exit(3);
  fseek(file, 0, SEEK_END);
  *size = (size_t)ftell(file);
  rewind(file);
  unsigned char *bytes = malloc(*size);
  if (bytes == NULL || fread(bytes, 1, *size, file) != *size) exit(3);
  fclose(file);
  return bytes;
}

/* Tries bytes that are in memory of exactly their size, so that valgrind sees a read beyond them. */
static void attempt(const unsigned char *bytes, size_t size, int is_table) {
  unsigned char *exact = malloc(size + (size == 0));
  if (exact == NULL) exit(3);
  memcpy(exact, bytes, size);
  recipec_error error;
  recipec_status status;
  if (is_table) {
    recipec_table *opened = (recipec_table *)&error;
    status = recipec_table_open(exact, size, NULL, &opened, &error);
    if (opened != NULL) exit(4);
  } else {
    recipec_state *restored = (recipec_state *)&error;
    status = recipec_state_restore(table, exact, size, 50, &restored, NULL, &error);
    if (restored != NULL || status == RECIPEC_OK || error.message[0] == 0) exit(5);
    status = recipec_state_migrate(table, exact, size, 50, &restored, &error);
    if (restored != NULL) exit(6);
  }
  free(exact);
  if (status == RECIPEC_OK || status != error.status || error.message[0] == 0) exit(7);
  refused++;
}

static void damage(const char *path, size_t step, int is_table) {
  size_t size;
  unsigned char *bytes = contents(path, &size);
  for (size_t length = 0; length < size; length += step) attempt(bytes, length, is_table);
  for (size_t bit = 0; bit < 8 * size; bit += step) {
    bytes[bit / 8] ^= (unsigned char)(1u << bit % 8);
    attempt(bytes, size, is_table);
    bytes[bit / 8] ^= (unsigned char)(1u << bit % 8);
  }
  free(bytes);
}

int main(int count, char **arguments) {
  if (count != 4) return 2;
  size_t step = (size_t)atoi(arguments[3]);
  if (recipec_table_open_file(arguments[1], NULL, &table, NULL) != RECIPEC_OK) return 8;
  damage(arguments[1], step, 1);
  damage(arguments[2], step, 0);
  recipec_table_close(table);
  printf("%lu\n", refused);
  return 0;
}
