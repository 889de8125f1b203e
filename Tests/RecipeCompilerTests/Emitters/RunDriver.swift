// SPDX-License-Identifier: Apache-2.0

import RecipeRuntime
import RecipeTestSupport
import Testing

/// Programs that play a `RunScript` with what was emitted; `t NUMBER` begins the run of a table.
enum RunDriver {
  /// Writes `run.c` with the headers of tables.
  static func writeC(
    _ tables: [ScheduleTable],
    to folder: TemporaryFolder,
    rewriting: (String) -> String = { $0 }
  ) throws {
    var text = "#include <inttypes.h>\n#include <stdio.h>\n#include <stdlib.h>\n"
    var cases = ""
    for (index, table) in tables.enumerated() {
      let header = rewriting(try EmittedPrograms.text(of: table, as: "c"))
      try folder.write(header, to: "case\(index).h")
      text += "#include \"case\(index).h\"\n"
      cases += "        case \(index): play_\(index)(); break;\n"
    }
    text += EmittedPrograms.fingerprintInC + common
    for (index, table) in tables.enumerated() {
      text += try player(of: table, number: index)
    }
    text += "int main(void)\n{\n    while (next()) {\n        switch (atoi(line + 2)) {\n" + cases
    text += "        default: return 1;\n        }\n    }\n    return 0;\n}\n"
    try folder.write(text, to: "run.c")
  }

  private static let common = #"""
    static char line[400];
    static int kept;

    /* Reads a line unless one was put back. */
    static int next(void)
    {
        if (kept) {
            kept = 0;
            return 1;
        }
        return fgets(line, sizeof line, stdin) != NULL;
    }

    /* A name written in hexadecimal. */
    static const char *named(const char *digits)
    {
        static char name[200];
        size_t i;
        unsigned byte;
        for (i = 0; sscanf(digits + 2 * i, "%2x", &byte) == 1; i++) name[i] = (char)byte;
        name[i] = 0;
        return name;
    }

    static uint64_t bits_of(double value)
    {
        uint64_t bits;
        memcpy(&bits, &value, sizeof bits);
        return bits;
    }

    """#

  /// A function that plays lines until the next run begins.
  private static func player(of table: ScheduleTable, number: Int) throws -> String {
    let p = try EmittedPrograms.prefix(of: try EmittedPrograms.text(of: table, as: "c"))
    let hasMetrics = table.machines.contains(where: \.watchesMetric)
    let hasSignals = table.machines.contains { !$0.watchesMetric }
    let chains = ScheduleState(for: table).chains.count
    let watches = ScheduleState(for: table).watches.count
    let machineText =
      !hasMetrics
      ? ""
      : #"""
              for (i = 0; i < \#(table.machines.count); i++) {
                  \#(p)_machine_state *m = &state.machines[i];
                  if (m->flags & 1) printf(" m %016" PRIx64, bits_of(m->best)); else printf(" m -");
                  printf(" %016" PRIx64 " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %u %d",
                         bits_of(m->accumulator), m->accumulated, m->bad, m->cooldown, m->since,
                         m->changed_at, (unsigned)m->cuts, (m->flags & 2) != 0);
              }

      """#
    let chainText =
      chains == 0
      ? ""
      : #"""
              for (i = 0; i < \#(chains); i++) {
                  \#(p)_chain_state *c = &state.chains[i];
                  printf(" c %" PRId64 " %u %d %d", c->entry, (unsigned)c->region, (c->flags & 1) != 0,
                         (c->flags & 2) != 0);
              }

      """#
    let unwatched = "2"
    let observe = hasMetrics ? "\(p)_observe(&state, named(name), value, a, b)" : unwatched
    let signal = hasSignals ? "\(p)_signal(&state, named(name), a)" : unwatched
    return #"""
      static void play_\#(number)(void)
      {
          \#(p)_state state = \#(p)_start();
          double values[100], value;
          uint64_t bits;
          char name[200];
          int64_t a, b;
          int i, track, status;
          while (next()) {
              if (line[0] == 't') {
                  kept = 1;
                  return;
              }
              if (sscanf(line, "f %" SCNd64, &a) == 1) {
                  printf("%d\n", \#(p)_finished(&state, a));
                  continue;
              }
              if (sscanf(line, "v %d %" SCNd64, &track, &a) == 2) {
                  status = \#(p)_fill(&state, (\#(p)_track)track, a, 1, &value);
                  if (status == 0) printf("%016" PRIx64 "\n", bits_of(value));
                  else printf("%d\n", status);
                  if (status == 0 && bits_of(\#(p)_value(&state, (\#(p)_track)track, a)) != bits_of(value))
                      exit(2);
                  continue;
              }
              if (sscanf(line, "r %d %" SCNd64 " %" SCNd64, &track, &a, &b) == 3) {
                  status = \#(p)_fill(&state, (\#(p)_track)track, a, (size_t)b, values);
                  if (status == 0) printf("%016" PRIx64 "\n", fingerprint(values, (size_t)b));
                  else printf("%d\n", status);
                  continue;
              }
              if (sscanf(line, "o %199s %" SCNx64 " %" SCNd64 " %" SCNd64, name, &bits, &a, &b) == 4) {
                  memcpy(&value, &bits, sizeof value);
                  status = \#(observe);
              } else {
                  if (sscanf(line, "s %199s %" SCNd64, name, &a) != 2) exit(3);
                  status = \#(signal);
              }
              printf("%d %" PRId64 " %" PRIu64 " %" PRIu64, status, state.clock, state.accepted,
                     state.repeated);
              for (i = 0; i < \#(watches); i++) {
                  printf(" w %" PRId64 " %" PRIu64, state.watches[i].last, state.watches[i].repeated);
              }
      \#(machineText)\#(chainText)        printf("\n");
          }
      }

      """#
  }

  /// The same in Python; rows of values are checked against single values only.
  static let python = #"""
    import importlib, json, struct, sys

    STATUS = {
        "accepted": 0, "repeated": 1, "unwatched": 2, "inactive": 3, "skipped": 4, "NoSuchTrack": -1,
        "UpdateOutOfRange": -2, "PastEnd": -3, "BeforeState": -4, "ForeignState": -5,
        "EffectBeforeMeasurement": -6, "OutOfOrder": -7, "EffectInThePast": -8, "NotFinite": -9,
    }
    MASK = (1 << 64) - 1

    def bits(x):
        return struct.unpack("<Q", struct.pack("<d", x))[0]

    def fingerprint(values):
        result = 0
        for x in values:
            result = (result ^ bits(x)) * 0x9E3779B97F4A7C15 & MASK
            result ^= result >> 32
        return result

    def text(saved):
        words = ["%d %d %d" % (saved["clock"], saved["accepted"], saved["repeated"])]
        words += ["w %d %d" % tuple(w) for w in saved["watches"]]
        for m in saved.get("machines", []):
            best = "-" if m["best"] is None else "%016x" % bits(m["best"])
            words.append("m %s %016x %d %d %d %d %d %d %d" % (
                best, bits(m["accumulator"]), m["accumulated"], m["bad"], m["cooldown"], m["since"],
                m["changed_at"], m["cuts"], m["is_entered"]))
        words += ["c %d %d %d %d" % tuple(c) for c in saved.get("chains", [])]
        return " ".join(words)

    for line in sys.stdin:
        op, *words = line.split()
        if op == "t":
            case = importlib.import_module("case" + words[0])
            state = case.State()
            continue
        try:
            if op == "f":
                answer = int(state.finished(int(words[0])))
            elif op == "v":
                answer = "%016x" % bits(case.value(int(words[0]), int(words[1]), state))
            elif op == "r":
                track, first, count = map(int, words)
                values = case.values(track, range(first, first + count), state)
                answer = "%016x" % fingerprint(values)
            else:
                name = bytes.fromhex(words[0]).decode()
                if op == "o":
                    x = struct.unpack("<d", struct.pack("<Q", int(words[1], 16)))[0]
                    act = getattr(state, "observe", None)
                    answer = act(name, x, int(words[2]), int(words[3])) if act else "unwatched"
                else:
                    act = getattr(state, "signal", None)
                    answer = act(name, int(words[1])) if act else "unwatched"
                answer = STATUS[answer]
        except case.ScheduleError as error:
            answer = STATUS[type(error).__name__]
            assert len(str(error)) > 20
        if op in "os":
            saved = json.loads(json.dumps(state.to_dict()))
            copy = case.State.from_dict(saved)
            assert copy == state
            state = copy
            answer = "%s %s" % (answer, text(saved))
        print(answer)

    """#
}
