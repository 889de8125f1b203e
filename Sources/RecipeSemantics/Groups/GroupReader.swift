// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

/// Reads which parameters one entry of `groups:` selects, and its factors.
struct GroupReader {
  /// The most layers that a rate can be given for.
  static let layerLimit: Int64 = 1024

  let entry: NameSyntax
  let object: ObjectSyntax
  /// The optimizers that are named; empty where there is one without a name.
  let optimizers: [String]
  var evaluator: ExpressionEvaluator

  mutating func report(_ diagnostic: Diagnostic) { evaluator.sink.emit(diagnostic) }

  // MARK: Selection

  /// What the keys say but for the patterns; nil when something was reported.
  mutating func selector() -> GroupSelector? {
    var selector = GroupSelector()
    var isSound = true
    if let field = object["ndim"] {
      selector.dimensions = dimensions(field)
      isSound = selector.dimensions != nil
    }
    if case .text(let name, let range)? = object["optimizer"]?.value {
      selector.optimizer = name
      if !optimizers.contains(name) {
        report(GroupDiagnostics.unknownOptimizer(name, known: optimizers, at: range))
        isSound = false
      }
    }
    return isSound ? selector : nil
  }

  private mutating func dimensions(_ field: FieldSyntax) -> ClosedRange<Int>? {
    switch field.value {
    case .expression(let expression):
      return dimension(expression).map { $0...$0 }
    case .object(let limits):
      var (lower, upper) = (0, GroupSelector.dimensionLimit)
      guard !limits.fields.isEmpty else {
        report(GroupDiagnostics.noDimensions(at: limits.range))
        return nil
      }
      if let expression = limits.expression("above") {
        guard let number = dimension(expression) else { return nil }
        lower = number + 1
      }
      if let expression = limits.expression("below") {
        guard let number = dimension(expression) else { return nil }
        upper = number - 1
      }
      guard limits.fields.allSatisfy({ !$0.value.isInvalid }) else { return nil }
      guard lower <= upper else {
        report(GroupDiagnostics.noDimensions(at: limits.range))
        return nil
      }
      return lower...upper
    default:
      return nil
    }
  }

  private mutating func dimension(_ expression: ExpressionSyntax) -> Int? {
    guard let number = evaluator.number(expression) else { return nil }
    guard number.isInteger, let value = number.numerator.int64,
      (0...Int64(GroupSelector.dimensionLimit)).contains(value)
    else {
      report(GroupDiagnostics.dimensionOutOfRange(expression))
      return nil
    }
    return Int(value)
  }

  /// The patterns of a key; nil when one was reported, empty when the key is not there.
  mutating func patterns(_ key: String, isTemplate: Bool = false) -> [NamePattern]? {
    guard let field = object[key] else { return [] }
    let texts: [ValueSyntax]
    switch field.value {
    case .text: texts = [field.value]
    case .list(let elements, let range):
      guard !elements.isEmpty else {
        report(GroupDiagnostics.malformedPattern("", .empty, at: range))
        return nil
      }
      texts = elements
    default: return nil
    }
    let patterns = texts.map { pattern($0, isTemplate: isTemplate) }
    let read = patterns.compactMap { $0 }
    return read.count == patterns.count ? read : nil
  }

  private mutating func pattern(_ value: ValueSyntax, isTemplate: Bool) -> NamePattern? {
    guard case .text(let text, let range) = value else { return nil }
    if !isTemplate, text.contains("{i}") {
      report(GroupDiagnostics.numberWithoutLayers(entry.name, at: range))
      return nil
    }
    do {
      return try NamePattern(text)
    } catch {
      report(GroupDiagnostics.malformedPattern(text, error, at: range))
      return nil
    }
  }

  // MARK: Factors

  /// What `multiply` says; nil when something in it was reported.
  mutating func multipliers() -> [ResolvedGroup.Multiplier]? {
    guard let field = object["multiply"] else { return [] }
    guard case .names(let entries, _) = field.value else { return nil }
    var multipliers: [ResolvedGroup.Multiplier] = []
    for entry in entries {
      guard let expression = entry.value.expression, let factor = evaluator.number(expression)
      else { return nil }
      guard isFactor(factor, of: entry.name, at: expression) else { return nil }
      multipliers.append(
        ResolvedGroup.Multiplier(channel: entry.name, factor: factor, range: entry.keyRange)
      )
    }
    return multipliers
  }

  /// Whether a number can be a factor: what is not 0 has to stay in the range of a table.
  mutating func isFactor(
    _ factor: Rational,
    of channel: String,
    at expression: ExpressionSyntax
  ) -> Bool {
    let value = factor.double
    if channel == "lr", factor.isZero {
      report(GroupDiagnostics.zeroRate(expression))
      return false
    }
    guard factor.isZero || (value >= 0x1p-500 && value <= 0x1p500) else {
      report(GroupDiagnostics.factorOutOfRange(expression, of: channel))
      return false
    }
    return true
  }

  // MARK: Layers

  /// One rule for every layer: the patterns, and how often the rate is applied.
  ///
  /// The layers have the numbers 1 to n; what is `first` has 0 and what is `last` n + 1. A parameter is
  /// multiplied by the rate once for every number above its own.
  mutating func layers() -> [(number: Int, patterns: [NamePattern], factor: Rational)]? {
    guard let count = layerCount(), let expression = object.expression("rate"),
      let rate = evaluator.number(expression)
    else { return nil }
    guard isFactor(rate, of: "lr", at: expression) else { return nil }
    guard let templates = patterns("match", isTemplate: true), let first = patterns("first"),
      let last = patterns("last")
    else { return nil }
    guard templates.contains(where: { $0.text.contains("{i}") }) else {
      report(GroupDiagnostics.layersWithoutNumber(entry.name, object["match"]))
      return nil
    }
    var layers: [(Int, [NamePattern], Rational)] = []
    var factor = Rational(1)
    for number in (0...count + 1).reversed() {
      if number <= count { factor = factor * rate }
      let patterns = number == 0 ? first : number > count ? last : Self.numbered(templates, number)
      if !patterns.isEmpty { layers.append((number, patterns, factor)) }
    }
    let smallest = factor.double
    guard smallest >= 0x1p-500, smallest <= 0x1p500 else {
      report(GroupDiagnostics.factorOutOfRange(expression, of: "lr"))
      return nil
    }
    return layers.reversed()
  }

  private mutating func layerCount() -> Int? {
    guard let expression = object.expression("layers"), let number = evaluator.number(expression)
    else { return nil }
    guard number.isInteger, let count = number.numerator.int64,
      (1...Self.layerLimit).contains(count)
    else {
      report(GroupDiagnostics.layersOutOfRange(expression))
      return nil
    }
    return Int(count)
  }

  /// The patterns of a layer: `{i}` is its number, counted from 0.
  private static func numbered(_ templates: [NamePattern], _ layer: Int) -> [NamePattern] {
    templates.compactMap { try? NamePattern($0.text.replacing("{i}", with: "\(layer - 1)")) }
  }
}
