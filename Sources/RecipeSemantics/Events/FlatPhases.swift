// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

/// The phases of a schedule in one list, with those that a plateau lies over in its place.
struct FlatPhases {
  /// A phase, and the plateau that lies over it.
  struct Entry {
    /// Nil for one that could not be read, which was reported.
    let phase: KindSyntax?
    /// The index of its plateau in `plateaus`; nil where there is none.
    let plateau: Int?
  }

  private(set) var entries: [Entry] = []
  /// The plateaus that say `over`, in order.
  private(set) var plateaus: [KindSyntax] = []

  /// Flattens a list, and reports what cannot stand in or beside `over`.
  init(_ phases: [KindSyntax?], into sink: inout DiagnosticSink) {
    for phase in phases {
      guard let phase, let over = phase.object["over"],
        case .kinds(let below, let range) = over.value
      else {
        // A plateau whose phases could not be read has no value of its own instead.
        let isRead = phase?.kind != PhaseKind.plateau.spec.name || phase?.object["over"] == nil
        entries.append(Entry(phase: isRead ? phase : nil, plateau: nil))
        continue
      }
      let isFine = Self.check(phase, over, below, at: range, into: &sink)
      guard isFine, !below.isEmpty else {
        entries.append(Entry(phase: nil, plateau: nil))
        continue
      }
      entries += below.map { Entry(phase: $0, plateau: plateaus.count) }
      plateaus.append(phase)
    }
  }

  private static func check(
    _ plateau: KindSyntax,
    _ over: FieldSyntax,
    _ below: [KindSyntax?],
    at range: SourceRange,
    into sink: inout DiagnosticSink
  ) -> Bool {
    let before = sink.mark
    if below.isEmpty { sink.emit(PlateauDiagnostics.nothingBelow(plateau, at: range)) }
    let own = [PhaseKeys.from] + PhaseKeys.common
    for field in plateau.object.fields where own.contains(where: { $0.name == field.name }) {
      sink.emit(PlateauDiagnostics.keyBesideOver(field, over))
    }
    for inner in below.compactMap({ $0 }) where inner.kind == plateau.kind {
      sink.emit(PlateauDiagnostics.nested(inner, in: plateau))
    }
    return !sink.hasFindings(since: before)
  }
}
