// SPDX-License-Identifier: Apache-2.0

internal import RecipeRuntime
internal import RecipeSemantics

/// The comment at the top of a C header: what it is and how it is used.
struct CEmitterComment {
  private let schedule: EmittedSchedule
  private let recipe: String?
  private let names: CEmitterNames
  private var table: ScheduleTable { schedule.table }

  /// The most phases that are listed of one track.
  private static let phaseLimit = 16

  /// Prepares the comment of a header.
  init(_ schedule: EmittedSchedule, recipe: String?, names: CEmitterNames) {
    self.schedule = schedule
    self.recipe = recipe
    self.names = names
  }

  /// The comment.
  var text: String {
    let lines = head + [""] + tracks + [""] + usage + [""] + promise
    return "/*\n" + lines.map { $0.isEmpty ? " *\n" : " * \($0)\n" }.joined() + " */\n"
  }

  private var head: [String] {
    let title =
      recipe.map { CEmitterText.comment(String($0.prefix(80))) + ": a training schedule" }
      ?? "A training schedule"
    let isOpen = table.length == ScheduleTable.openLength
    let clock = CEmitterText.comment(table.clock.description)
    return [
      "\(title), as C. Made by recipec from a recipe; edit that instead.",
      "",
      "digest   \(table.digest.hex)",
      "length   \(isOpen ? "open" : "\(table.length) \(clock)")",
    ]
  }

  private var tracks: [String] {
    var lines: [String] = []
    for (index, track) in table.tracks.enumerated() {
      var words = [CEmitterText.comment(track.channel.description)]
      if !track.group.isEmpty {
        words.append("of group \(CEmitterText.comment(track.group.description))")
      }
      if !track.optimizer.isEmpty {
        words.append("of optimizer \(CEmitterText.comment(track.optimizer.description))")
      }
      lines.append("\(names.tracks[index])   \(words.joined(separator: " "))")
      lines += phases(ofTrack: index)
    }
    return lines
  }

  /// The phases of a track; where events move them, their updates would say nothing.
  private func phases(ofTrack index: Int) -> [String] {
    let track = table.tracks[index]
    // The phases are recorded under the first track that plays them.
    if let first = table.tracks.firstIndex(where: { $0.firstRegion == track.firstRegion }),
      first < index
    {
      return ["    \(track.multiplier.shortDescription) times \(names.tracks[first])"]
    }
    let isMoved = schedule.chain(of: table.tracks[index]) != nil
    let phases = table.annex.phases.filter { $0.track == index }
    var lines = phases.prefix(Self.phaseLimit).map { phase in
      let name = CEmitterText.comment(phase.name.description)
      let line = phase.line > 0 ? " (line \(phase.line))" : ""
      let updates = "\(phase.updates.lowerBound) to \(phase.updates.upperBound - 1)"
      return "    " + (isMoved ? "" : "\(updates): ") + name + line
    }
    if phases.count > lines.count { lines.append("    and \(phases.count - lines.count) more") }
    return lines
  }

  private var usage: [String] {
    let track = names.tracks.first ?? ""
    return names.apply(to: EmitterTemplate(Self.usageText).text(for: schedule.features))
      .replacing("<track>", with: track)
      .replacing("<metric>", with: watched(isSignal: false))
      .replacing("<signal>", with: watched(isSignal: true))
      .split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }

  private func watched(isSignal: Bool) -> String {
    let watch = schedule.watches.first { $0.isSignal == isSignal }
    return CEmitterText.comment(watch?.name.description ?? "")
  }

  private static let usageText = #"""
    Updates t count from 0. For C99, and for C++ from C++11 on; there is nothing to link:

    %if reactive
        schedule_state state = schedule_start();
        double value;
    %if metrics
        // After an evaluation, before update t:
        int status = schedule_observe(&state, "<metric>", metric, t, t);
        if (status < 0) puts(schedule_message(status));
    %end
    %if signals
        // When the signal is given, before update t:
        schedule_signal(&state, "<signal>", t);
    %end
        // For update t:
        value = schedule_value(&state, <track>, t);
        // Values of 512 updates from t on, if nothing happens until then:
        schedule_fill(&state, <track>, t, 512, values);
    %else
        double value = schedule_value(<track>, t);
        schedule_fill(<track>, t, 512, values); // 512 updates from t on
    %end
    """#

  private var promise: [String] {
    [
      "Values have the bits of `recipec eval`, with every compiler and on every machine. Names begin",
      "with the recipe's name, in ASCII letters, digits and `_`; where it has none, with `schedule`.",
    ]
  }
}
