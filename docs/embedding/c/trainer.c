/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A trainer in C: trainer TABLE CHECKPOINT [UPDATES]
 *
 * It minimizes w^2 with the learning rate of a table, reports the loss, and saves a checkpoint
 * after every tenth update. Started again it goes on from there, with the same bits as if it had never
 * stopped. With UPDATES it is killed after so many, as a machine that is taken away would.
 *
 *     cc -o trainer trainer.c $(pkg-config --cflags --libs recipec-runtime)
 */

#include <inttypes.h>
#include <recipec.h>
#include <stdio.h>
#include <stdlib.h>

/* What the trainer has to remember besides the state of the schedule. */
struct model {
  double weight;
  int64_t updates;
};

static void stop(const char *what) {
  fprintf(stderr, "trainer: %s\n", what);
  exit(1);
}

/* Writes the model and the state to a new file, which then takes the place of the old one: whoever
   kills the trainer in between leaves one of the two, whole. */
static void save(const char *path, const struct model *model, const recipec_state *state) {
  recipec_error error;
  size_t size;
  char new_path[4096];
  if (recipec_state_save(state, 1, NULL, 0, &size, &error) != RECIPEC_OK) stop(error.message);
  void *record = malloc(size);
  if (record == NULL) stop("no memory");
  if (recipec_state_save(state, 1, record, size, &size, &error) != RECIPEC_OK) stop(error.message);

  if (snprintf(new_path, sizeof new_path, "%s.new", path) >= (int)sizeof new_path) stop("long path");
  FILE *file = fopen(new_path, "wb");
  if (file == NULL) stop("cannot write the checkpoint");
  if (fwrite(model, sizeof *model, 1, file) != 1 || fwrite(record, 1, size, file) != size ||
      fclose(file) != 0 || rename(new_path, path) != 0)
    stop("cannot write the checkpoint");
  free(record);
}

/* Reads what save has written; returns NULL if there is nothing. */
static recipec_state *load(const char *path, struct model *model, const recipec_table *table) {
  recipec_error error;
  recipec_state *state;
  FILE *file = fopen(path, "rb");
  if (file == NULL) return NULL;
  fseek(file, 0, SEEK_END);
  size_t size = (size_t)ftell(file);
  rewind(file);
  if (size < sizeof *model) stop("the checkpoint is cut off");
  size -= sizeof *model;
  void *record = malloc(size);
  if (record == NULL) stop("no memory");
  if (fread(model, sizeof *model, 1, file) != 1 || fread(record, 1, size, file) != size)
    stop("cannot read the checkpoint");
  fclose(file);
  if (recipec_state_restore(table, record, size, model->updates, &state, NULL, &error) != RECIPEC_OK)
    stop(error.message);
  free(record);
  return state;
}

int main(int count, char **arguments) {
  if (count < 3) stop("usage: trainer TABLE CHECKPOINT [UPDATES]");
  int64_t last = count > 3 ? strtoll(arguments[3], NULL, 10) : INT64_MAX;

  recipec_error error;
  recipec_table *table;
  recipec_table_info info;
  uint32_t lr = 0;
  if (recipec_table_open_file(arguments[1], NULL, &table, &error) != RECIPEC_OK ||
      recipec_table_get_info(table, &info, &error) != RECIPEC_OK ||
      recipec_table_find_track(table, "lr", NULL, NULL, &lr, &error) != RECIPEC_OK)
    stop(error.message);

  struct model model = {1.0, 0};
  recipec_state *state = load(arguments[2], &model, table);
  if (state == NULL && recipec_state_new(table, &state, &error) != RECIPEC_OK) stop(error.message);

  /* The cursor makes the next value cheap, and notices when the state has changed. */
  recipec_cursor cursor;
  if (recipec_cursor_init(&cursor, table, state, lr, &error) != RECIPEC_OK) stop(error.message);

  for (int64_t t = model.updates; t < info.length; t++) {
    int32_t finished;
    double rate;
    double loss = model.weight * model.weight;
    /* First what has been measured, then the values of the update that it may change. */
    if (t % 5 == 0 && recipec_state_observe(state, "loss", loss, t, t, NULL, &error) != RECIPEC_OK)
      stop(error.message);
    if (recipec_is_finished(table, state, t, &finished, &error) != RECIPEC_OK) stop(error.message);
    if (finished) break;
    if (recipec_cursor_value(&cursor, t, &rate, &error) != RECIPEC_OK) stop(error.message);

    model.weight -= rate * 0.1 * model.weight;
    model.updates = t + 1;
    printf("%" PRId64 " %.17g %.17g\n", t, rate, loss);
    if (model.updates % 10 == 0) save(arguments[2], &model, state);
    if (model.updates == last) {
      fflush(stdout);
      abort();
    }
  }
  recipec_state_free(state);
  recipec_table_close(table);
  return 0;
}
