// SPDX-License-Identifier: Apache-2.0

internal import RecipeRuntime

extension Emitter {
  /// One Python module with the table and everything that evaluates it: Python 3.8 or later, and
  /// nothing besides its standard library.
  ///
  /// What a table has no use for is left out.
  static let python = Emitter(
    "python",
    "a Python module that evaluates the schedule, without dependencies"
  ) { table, write in
    try write(Array(PythonEmitter(table).text.utf8)[...])
  }
}

/// The text of a Python module.
struct PythonEmitter {
  private let schedule: EmittedSchedule
  private let recipe: String?
  private var table: ScheduleTable { schedule.table }
  private var features: Set<EmitterFeature> { schedule.features }
  private var isOpen: Bool { table.length == ScheduleTable.openLength }

  /// Prepares the module of a table.
  init(_ table: ScheduleTable) {
    schedule = EmittedSchedule(table)
    recipe = table.recipeName
  }

  /// The module.
  var text: String {
    let tables = PythonEmitterTables(schedule)
    var sections = [
      heading + "\n" + imports,
      "# ---- What is scheduled " + String(repeating: "-", count: 75) + "\n\n" + constants
        + "\n# The names of the tracks: a channel, or a tuple of channel, optimizer and group.\n"
        + tables.tracks,
      template(PythonEmitterEvaluationTemplate.errors),
      "# ---- Private: the table " + String(repeating: "-", count: 72) + "\n\n" + tables.text,
      template(PythonEmitterEvaluationTemplate.evaluation),
    ]
    if features.contains(.metrics) {
      sections += [PythonEmitterMachineTemplate.rules, PythonEmitterMachineTemplate.step]
        .map(template).filter { !$0.isEmpty }
    }
    if features.contains(.reactive) {
      sections.append(
        template(PythonEmitterRunTemplate.state) + "\n"
          + template(PythonEmitterRunTemplate.privateMethods)
      )
    }
    return sections.joined(separator: "\n\n")
  }

  private func template(_ template: EmitterTemplate) -> String {
    template.text(for: features, emptyLines: 2)
  }

  private var imports: String {
    var lines = ["from bisect import bisect_right", "from collections import namedtuple"]
    if features.contains(.single) { lines.append("from ctypes import c_float") }
    if features.contains(.metrics) { lines.append("from math import inf, isfinite, isnan, nan") }
    lines.append("from operator import index")
    return lines.joined(separator: "\n") + "\n"
  }

  private var constants: String {
    var text =
      isOpen
      ? "# The run is open: it has no length.\nLENGTH = None\n"
      : "# The number of updates.\nLENGTH = \(table.length)\n"
    text += "# The first update at which every track that ends has ended, if no event happens.\n"
    text += "_END = \(table.lastEnd)\n"
    text += "\n# The SHA-256 of the table: two schedules with one digest have the same values.\n"
    return text + "DIGEST = \"\(table.digest.hex)\"\n"
  }

  /// The docstring: what the module is and how it is used.
  private var heading: String {
    let title =
      recipe.map { PythonEmitterText.comment(String($0.prefix(80))) + ": a training schedule" }
      ?? "A training schedule"
    let key = table.tracks.first.map(PythonEmitterText.key) ?? ""
    let clock = PythonEmitterText.comment(table.clock.description)
    return
      "\"\"\"\(title), made by recipec from a recipe; edit that instead.\n\n"
      + "digest   \(table.digest.hex)\n"
      + "length   \(isOpen ? "open" : "\(table.length) \(clock)")\n\n"
      + template(EmitterTemplate(Self.usage)).replacing(
        "<track>",
        with: PythonEmitterText.quoted(key)
      )
      .replacing("<metric>", with: watched(isSignal: false))
      .replacing("<signal>", with: watched(isSignal: true))
      + "\"\"\"\n"
  }

  private func watched(isSignal: Bool) -> String {
    let name = schedule.watches.first { $0.isSignal == isSignal }?.name ?? .empty
    return PythonEmitterText.quoted(PythonEmitterText.literal(name.description))
  }

  private static let usage = #"""
    Updates t count from 0, and values have the bits of `recipec eval`. With this file as schedule.py:

        import schedule
    %if reactive
        state = schedule.State()
    %if metrics
        # After an evaluation, before update t:
        state.observe(<metric>, metric, t)
    %end
    %if signals
        # When the signal is given, before update t:
        state.signal(<signal>, t)
    %end
        # For update t:
        schedule.value(<track>, t, state)
        # For a checkpoint; State.from_dict(saved) goes on from it:
        saved = state.to_dict()
    %else
        schedule.value(<track>, t)
        schedule.values(<track>, range(100))
    %end
    """#
}
