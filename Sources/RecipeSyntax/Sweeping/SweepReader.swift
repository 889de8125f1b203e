// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics

/// Reads `sweep:` and holds every value against the grammar of what it binds.
struct SweepReader {
  let recipe: ParsedRecipe
  let sources: SourceMap
  var sink: DiagnosticSink
  /// Where each path is bound first.
  private var bound: [String: SourceRange] = [:]

  init(_ recipe: ParsedRecipe, sources: SourceMap, sink: DiagnosticSink) {
    self.recipe = recipe
    self.sources = sources
    self.sink = sink
  }

  /// The axes; what is wrong with them is in the sink.
  mutating func read() -> Sweep {
    var axes: [[Sweep.Point]] = []
    for entry in recipe.names("sweep") {
      switch (entry.name, entry.value) {
      case (_, .invalid):
        continue
      case ("zip", .names(let entries, let range)):
        axes += zip(entries, at: range)
      case ("list", .list(let elements, let range)):
        axes += list(elements, at: range)
      case (let path, .list(let elements, let range)) where path != "zip":
        claim(path, at: entry.keyRange)
        axes += axis(path, at: entry.keyRange, elements, at: range).map { [$0.map { [$0] }] } ?? []
      default:
        sink.emit(SweepDiagnostics.form(entry))
      }
    }
    let sweep = Sweep(axes: axes.filter { !$0.isEmpty })
    var count = 1
    for axis in sweep.axes {
      let (product, overflow) = count.multipliedReportingOverflow(by: axis.count)
      guard !overflow, product <= Sweep.limit else {
        if let range = recipe.root["sweep"]?.keyRange {
          sink.emit(SweepDiagnostics.tooMany(at: range))
        }
        return Sweep(axes: [])
      }
      count = product
    }
    return sweep
  }

  /// One path may be bound by one axis.
  private mutating func claim(_ path: String, at range: SourceRange) {
    if let first = bound[path] {
      sink.emit(SweepDiagnostics.twice(path, at: range, first: first))
    } else {
      bound[path] = range
    }
  }

  /// What a path is bound to, value by value; nil where something is wrong.
  private mutating func axis(
    _ path: String,
    at keyRange: SourceRange,
    _ elements: [ValueSyntax],
    at range: SourceRange
  ) -> [Setting]? {
    guard !elements.isEmpty else {
      sink.emit(SweepDiagnostics.empty(path, at: range))
      return nil
    }
    let settings = elements.compactMap { setting(path, at: keyRange, $0) }
    return settings.count == elements.count ? settings : nil
  }

  private mutating func setting(
    _ path: String,
    at keyRange: SourceRange,
    _ value: ValueSyntax
  ) -> Setting? {
    guard case .text(let text, let range) = value else {
      if !value.isInvalid { sink.emit(SweepDiagnostics.value(path, at: value.range)) }
      return nil
    }
    guard let shape = recipe.shape(of: path) else {
      sink.emit(
        SettingDiagnostics.unknownPath(
          path,
          variables: recipe.names("vars").map(\.name),
          at: keyRange
        )
      )
      return nil
    }
    var decoder = NodeDecoder(sources: sources, sink: sink)
    // Where the text stands as it is, a finding can point at a part of it.
    let start = range.length == text.utf8.count ? range.start : nil
    let scalar = YAMLScalar(text: text, style: .plain, verbatimStart: start)
    let decoded = decoder.decode(YAMLNode(.scalar(scalar), range: range), as: shape, named: path)
    sink = decoder.sink
    return decoded.isInvalid ? nil : Setting(path: path, value: text)
  }

  /// Paths that move together: one axis.
  private mutating func zip(_ entries: [NameSyntax], at range: SourceRange) -> [[Sweep.Point]] {
    var columns: [[Setting]] = []
    for entry in entries {
      claim(entry.name, at: entry.keyRange)
      guard case .list(let elements, let place) = entry.value else {
        if !entry.value.isInvalid { sink.emit(SweepDiagnostics.form(entry)) }
        return []
      }
      guard let column = axis(entry.name, at: entry.keyRange, elements, at: place) else {
        return []
      }
      if let first = columns.first, first.count != column.count {
        sink.emit(SweepDiagnostics.uneven(entry, column.count, first[0].path, first.count))
        return []
      }
      columns.append(column)
    }
    guard let first = columns.first else {
      sink.emit(SweepDiagnostics.empty("zip", at: range))
      return []
    }
    return [first.indices.map { index in columns.map { $0[index] } }]
  }

  /// Points that are written out: one axis.
  private mutating func list(_ elements: [ValueSyntax], at range: SourceRange) -> [[Sweep.Point]] {
    var points: [Sweep.Point] = []
    for element in elements {
      guard case .names(let entries, _) = element else {
        if !element.isInvalid { sink.emit(SweepDiagnostics.point(at: element.range)) }
        return []
      }
      let point = entries.compactMap { setting($0.name, at: $0.keyRange, $0.value) }
      guard point.count == entries.count else { return [] }
      points.append(point)
    }
    if points.isEmpty { sink.emit(SweepDiagnostics.empty("list", at: range)) }
    return [points]
  }
}
