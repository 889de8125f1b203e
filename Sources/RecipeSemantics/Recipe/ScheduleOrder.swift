// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

/// Puts curves and schedules into an order in which each comes after those that its formulas use.
struct ScheduleOrder {
  /// What is resolved: a named curve, or a channel with its place among all.
  enum Entry {
    case curve(NameSyntax)
    case channel(OptimizerChannel, Int)

    fileprivate var syntax: NameSyntax {
      switch self {
      case .curve(let entry): entry
      case .channel(let owner, _): owner.entry
      }
    }
  }

  private var open: [(entry: Entry, uses: Set<String>)]

  init(curves: [NameSyntax], _ owners: [OptimizerChannel]) {
    let entries =
      curves.map { Entry.curve($0) }
      + owners.enumerated().map { Entry.channel($1, $0) }
    open = entries.map { ($0, VariableUse(of: $0.syntax.value).formulaNames) }
  }

  /// All entries in order.
  ///
  /// - Returns: nil when some are computed from each other, which is reported, unless it may be that names
  ///   mean two things, which was.
  mutating func entries(
    misnamed: Set<String>,
    into sink: inout DiagnosticSink
  ) -> [Entry]? {
    var order: [Entry] = []
    while !open.isEmpty {
      let names = Set(open.map(\.entry.syntax.name))
      guard let next = open.firstIndex(where: { $0.uses.isDisjoint(with: names) }) else {
        removeUsers()
        guard misnamed.isDisjoint(with: open.map(\.entry.syntax.name)) else { return nil }
        let circle = open.map { ($0.entry.syntax.name, $0.entry.syntax.keyRange) }
        sink.emit(FormulaDiagnostics.circular(circle))
        return nil
      }
      order.append(open.remove(at: next).entry)
    }
    return order
  }

  /// Removes what only uses a circle and is none of it: nothing else needs it.
  private mutating func removeUsers() {
    while let user = open.firstIndex(where: { user in
      !open.contains { $0.uses.contains(user.entry.syntax.name) }
    }) {
      open.remove(at: user)
    }
  }
}
