// SPDX-License-Identifier: Apache-2.0

// The trainer of ../c in C++: owners that close what they own, and errors that are thrown.
//
//     c++ -std=c++11 -o trainer trainer.cpp $(pkg-config --cflags --libs recipec-runtime)

#include <recipec.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace recipe {

/// What a call of the library complains about.
class Error : public std::runtime_error {
 public:
  explicit Error(const recipec_error &error) : std::runtime_error(error.message), status(error.status) {}
  recipec_status status;
};

/// Takes the place of the last argument of a call, and throws if the call fails.
class Check {
 public:
  operator recipec_error *() { return &error_; }
  void operator=(recipec_status status) {
    if (status != RECIPEC_OK) throw Error(error_);
  }

 private:
  recipec_error error_;
};

/// A table that is closed with its owner.
class Table {
 public:
  explicit Table(const std::string &path) {
    Check check;
    recipec_table *table;
    check = recipec_table_open_file(path.c_str(), nullptr, &table, check);
    table_.reset(table);
  }

  std::uint32_t track(const std::string &channel) const {
    Check check;
    std::uint32_t index;
    check = recipec_table_find_track(get(), channel.c_str(), nullptr, nullptr, &index, check);
    return index;
  }

  std::int64_t length() const {
    Check check;
    recipec_table_info info;
    check = recipec_table_get_info(get(), &info, check);
    return info.length;
  }

  const recipec_table *get() const { return table_.get(); }

 private:
  struct Close {
    void operator()(recipec_table *table) const { recipec_table_close(table); }
  };
  std::unique_ptr<recipec_table, Close> table_;
};

/// A run of a table: what has been observed so far, and the values that follow.
class Run {
 public:
  explicit Run(const Table &table) : table_(&table) {
    Check check;
    recipec_state *state;
    check = recipec_state_new(table.get(), &state, check);
    state_.reset(state);
  }

  Run(const Table &table, const std::vector<char> &checkpoint, std::int64_t t) : table_(&table) {
    Check check;
    recipec_state *state;
    check = recipec_state_restore(table.get(), checkpoint.data(), checkpoint.size(), t, &state, nullptr,
                                  check);
    state_.reset(state);
  }

  void observe(const char *metric, double value, std::int64_t t) {
    Check check;
    check = recipec_state_observe(state_.get(), metric, value, t, t, nullptr, check);
  }

  double value(std::uint32_t track, std::int64_t t) const {
    Check check;
    double value;
    check = recipec_value(table_->get(), state_.get(), track, t, &value, check);
    return value;
  }

  bool is_finished(std::int64_t t) const {
    Check check;
    std::int32_t finished;
    check = recipec_is_finished(table_->get(), state_.get(), t, &finished, check);
    return finished != 0;
  }

  std::vector<char> checkpoint() const {
    Check check;
    std::size_t size;
    check = recipec_state_save(state_.get(), 1, nullptr, 0, &size, check);
    std::vector<char> bytes(size);
    check = recipec_state_save(state_.get(), 1, bytes.data(), bytes.size(), &size, check);
    return bytes;
  }

 private:
  struct Free {
    void operator()(recipec_state *state) const { recipec_state_free(state); }
  };
  const Table *table_;
  std::unique_ptr<recipec_state, Free> state_;
};

}  // namespace recipe

/// What the trainer has to remember besides the state of the schedule.
struct Model {
  double weight;
  std::int64_t updates;
};

static void save(const std::string &path, const Model &model, const recipe::Run &run) {
  const std::vector<char> record = run.checkpoint();
  {
    std::ofstream file(path + ".new", std::ios::binary);
    file.write(reinterpret_cast<const char *>(&model), sizeof model);
    file.write(record.data(), static_cast<std::streamsize>(record.size()));
    if (!file.flush()) throw std::runtime_error("cannot write the checkpoint");
  }
  if (std::rename((path + ".new").c_str(), path.c_str()) != 0)
    throw std::runtime_error("cannot write the checkpoint");
}

static recipe::Run load(const std::string &path, Model &model, const recipe::Table &table) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return recipe::Run(table);
  if (!file.read(reinterpret_cast<char *>(&model), sizeof model))
    throw std::runtime_error("the checkpoint is cut off");
  const std::vector<char> record((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  return recipe::Run(table, record, model.updates);
}

int main(int count, char **arguments) {
  try {
    if (count < 3) throw std::runtime_error("usage: trainer TABLE CHECKPOINT [UPDATES]");
    const std::int64_t last = count > 3 ? std::strtoll(arguments[3], nullptr, 10) : INT64_MAX;
    const recipe::Table table(arguments[1]);
    const std::uint32_t lr = table.track("lr");
    Model model = {1.0, 0};
    recipe::Run run = load(arguments[2], model, table);

    for (std::int64_t t = model.updates; t < table.length(); t++) {
      const double loss = model.weight * model.weight;
      if (t % 5 == 0) run.observe("loss", loss, t);
      if (run.is_finished(t)) break;
      const double rate = run.value(lr, t);
      model.weight -= rate * 0.1 * model.weight;
      model.updates = t + 1;
      std::printf("%lld %.17g %.17g\n", static_cast<long long>(t), rate, loss);
      if (model.updates % 10 == 0) save(arguments[2], model, run);
      if (model.updates == last) {
        std::fflush(stdout);
        std::abort();
      }
    }
  } catch (const std::exception &error) {
    std::fprintf(stderr, "trainer: %s\n", error.what());
    return 1;
  }
}
