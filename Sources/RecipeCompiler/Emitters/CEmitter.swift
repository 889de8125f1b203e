// SPDX-License-Identifier: Apache-2.0

internal import RecipeRuntime

extension Emitter {
  /// One C header with the table and everything that evaluates it: C99, and C++ from C++11 on.
  ///
  /// It gives the bits of the runtime whatever the compiler makes of it, without allocation and
  /// without a mathematical library. What a table has no use for is left out.
  static let c = Emitter("c", "a C header that evaluates the schedule, without dependencies") {
    table,
    write in
    try write(Array(CEmitter(table).text.utf8)[...])
  }
}

/// The text of a C header.
struct CEmitter {
  private let schedule: EmittedSchedule
  private let recipe: String?
  private let names: CEmitterNames
  private var table: ScheduleTable { schedule.table }
  private var features: Set<EmitterFeature> { schedule.features }

  /// Prepares the header of a table.
  init(_ table: ScheduleTable) {
    schedule = EmittedSchedule(table)
    recipe = table.recipeName
    names = CEmitterNames(
      recipe: recipe,
      tracks: table.tracks.map { track in
        [track.channel, track.optimizer, track.group].filter { !$0.isEmpty }.map(\.description)
      },
      reserved: Self.reservedWords
    )
  }

  /// What a track cannot be called, since the header calls something else so.
  private static let reservedWords: Set<String> = {
    var words: Set<String> = ["LENGTH", "END", "DIGEST", "TRACKS", "TABLE", "MOST_UPDATES"]
    for line in CEmitterDeclarationTemplate.statuses.text.split(separator: "\n") {
      let parts = line.split(separator: " ")
      guard parts.count == 3, parts[0].hasPrefix("SCHEDULE_") else { continue }
      words.insert(String(parts[0].dropFirst("SCHEDULE_".count)))
    }
    return words
  }()

  /// The header.
  var text: String {
    let guardName = "SCHEDULE_\(table.digest.hex.prefix(16).uppercased())_H"
    var parts = [
      template(CEmitterArithmeticTemplate.requirements),
      names.apply(to: constants),
      tracks,
      template(CEmitterDeclarationTemplate.statuses),
      template(CEmitterDeclarationTemplate.rows),
    ]
    if features.contains(.reactive) {
      parts += [tables.counts, template(CEmitterRunTemplate.state)]
    }
    parts += [
      tables.arrays,
      template(CEmitterArithmeticTemplate.evaluation),
      template(CEmitterEvaluationTemplate.lookup),
      template(CEmitterEvaluationTemplate.values),
    ]
    if features.contains(.metrics) {
      parts.append(
        [
          CEmitterMachineTemplate.comparisons, CEmitterMachineTemplate.rules,
          CEmitterMachineTemplate.step,
        ]
        .map(template).filter { !$0.isEmpty }.joined(separator: "\n")
      )
    }
    if features.contains(.reactive) { parts.append(template(CEmitterRunTemplate.events)) }
    parts.append(template(CEmitterRunTemplate.finished))
    let comment = CEmitterComment(schedule, recipe: recipe, names: names).text
    let opening = names.apply(to: "#ifndef \(guardName)\n#define \(guardName)\n\n")
    return comment + opening + parts.joined(separator: "\n") + "\n#endif\n"
  }

  private var tables: CEmitterTables { CEmitterTables(schedule, prefix: names.prefix) }

  private func template(_ template: EmitterTemplate) -> String {
    names.apply(to: template.text(for: features))
  }

  /// What other code may want to know of the table.
  private var constants: String {
    let isOpen = table.length == ScheduleTable.openLength
    var text = """
      /* \(isOpen ? "The run is open: no update reaches this." : "The number of updates.") */
      #define SCHEDULE_LENGTH INT64_C(\(table.length))
      /* The first update at which every track that ends has ended, if no event happens. */
      #define SCHEDULE_END INT64_C(\(table.lastEnd))

      /* The SHA-256 of the table: two schedules with one digest have the same values. */
      #define SCHEDULE_DIGEST "\(table.digest.hex)"

      /* The number of tracks. */
      #define SCHEDULE_TRACKS \(table.tracks.count)

      """
    if features.contains(.reactive) {
      text += """

        /* The first 8 bytes of the digest, which every state carries. */
        #define SCHEDULE_TABLE UINT64_C(0x\(table.digest.hex.prefix(16)))

        """
    }
    return text
  }

  /// The enumeration of the tracks.
  private var tracks: String {
    let members = zip(names.tracks.indices, names.tracks).map { "    \($1) = \($0)" }
    let opening = "/* What is scheduled. */\ntypedef enum schedule_track {\n"
    return names.apply(to: opening) + members.joined(separator: ",\n")
      + names.apply(to: "\n} schedule_track;\n")
  }
}
