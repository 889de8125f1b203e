// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

/// Resolves `groups:`: reads the rules, and the schedules that they set.
struct GroupResolver {
  let run: ResolvedRun
  let endpoints: Endpoints
  let optimizers: [String]
  /// The schedules of all parameters, to which those that rules set are added.
  private(set) var schedules: [ResolvedSchedule]
  /// How many steps and curves the recipe may still have.
  private var stepLimit: Int
  var evaluator: ExpressionEvaluator
  private var groups: [ResolvedGroup] = []
  private var isComplete = true

  init(
    run: ResolvedRun,
    endpoints: Endpoints,
    optimizers: [String],
    schedules: [ResolvedSchedule],
    stepLimit: Int,
    evaluator: ExpressionEvaluator
  ) {
    self.run = run
    self.endpoints = endpoints
    self.optimizers = optimizers
    self.schedules = schedules
    self.stepLimit = stepLimit
    self.evaluator = evaluator
  }

  /// Reads the entries in their order.
  ///
  /// - Parameters:
  ///   - entries: what `groups:` has.
  ///   - hasAllSchedules: false when a schedule is missing that was reported.
  /// - Returns: the rules; nil when something was reported or is not bound yet.
  mutating func resolve(_ entries: [NameSyntax], hasAllSchedules: Bool) -> [ResolvedGroup]? {
    for (index, entry) in entries.enumerated() {
      guard case .object(let object) = entry.value else {
        isComplete = false
        continue
      }
      read(entry, object, number: index)
    }
    if isComplete && hasAllSchedules {
      for group in groups { checkFactors(of: group) }
      checkConflicts()
    }
    return isComplete ? groups : nil
  }

  private mutating func read(_ entry: NameSyntax, _ object: ObjectSyntax, number: Int) {
    let isLayered = object["layers"] != nil || object["rate"] != nil
    let hasSoundForm = isLayered ? checkLayers(entry, object) : checkForm(entry, object)
    var reader = GroupReader(
      entry: entry,
      object: object,
      optimizers: optimizers,
      evaluator: evaluator
    )
    let selector = reader.selector()
    let multipliers = reader.multipliers()
    let layers = isLayered && hasSoundForm ? reader.layers() : []
    let patterns = isLayered ? [] : reader.patterns("match")
    evaluator = reader.evaluator
    let settings = isLayered ? [] : self.settings(entry, object)
    guard hasSoundForm, var selector, let multipliers, let layers, let patterns, let settings
    else {
      isComplete = false
      return
    }
    guard isLayered else {
      selector.patterns = patterns
      groups.append(
        ResolvedGroup(
          name: entry.name,
          range: entry.keyRange,
          selector: selector,
          entry: number,
          multipliers: multipliers,
          settings: settings,
          overrides: object.says("override")
        )
      )
      return
    }
    for layer in layers {
      selector.patterns = layer.patterns
      let factor = ResolvedGroup.Multiplier(
        channel: "lr",
        factor: layer.factor,
        range: object["rate"]?.keyRange ?? entry.keyRange
      )
      groups.append(
        ResolvedGroup(
          name: "\(entry.name).\(layer.number)",
          range: entry.keyRange,
          selector: selector,
          entry: number,
          multipliers: [factor],
          overrides: false
        )
      )
    }
  }

  // MARK: Form

  private static let selecting = ["match", "ndim", "optimizer"]
  private static let layering = ["rate", "layers", "first", "last"]

  /// A rule selects something and does something with it.
  private mutating func checkForm(_ entry: NameSyntax, _ object: ObjectSyntax) -> Bool {
    if let field = object["first"] ?? object["last"] {
      evaluator.sink.emit(GroupDiagnostics.partOfLayers(field))
      return false
    }
    guard Self.selecting.contains(where: { object[$0] != nil }) else {
      evaluator.sink.emit(GroupDiagnostics.selectsNothing(entry))
      return false
    }
    let acts = object.fields.contains {
      !Self.selecting.contains($0.name) && $0.name != "override"
    }
    guard acts else {
      evaluator.sink.emit(GroupDiagnostics.doesNothing(entry))
      return false
    }
    let sets = object.fields.contains {
      GroupKeys.channels.contains($0.name) || $0.name == "frozen"
    }
    if let field = object["override"], object.says("override"), !sets {
      evaluator.sink.emit(GroupDiagnostics.overridesNothing(at: field.keyRange))
      return false
    }
    if case .names(let names, _)? = object["multiply"]?.value,
      let both = names.first(where: { object[$0.name] != nil && $0.name != "multiply" }),
      let field = object[both.name]
    {
      evaluator.sink.emit(
        GroupDiagnostics.setsAndMultiplies(both.name, at: both.keyRange, set: field.keyRange)
      )
      return false
    }
    return true
  }

  /// A rule for layers has its four keys and selects nothing else by name.
  private mutating func checkLayers(_ entry: NameSyntax, _ object: ObjectSyntax) -> Bool {
    for key in ["rate", "layers", "match"] where object[key] == nil {
      evaluator.sink.emit(GroupDiagnostics.incompleteLayers(entry, missing: key))
      return false
    }
    let allowed = Self.layering + Self.selecting
    if let other = object.fields.first(where: { !allowed.contains($0.name) }) {
      evaluator.sink.emit(GroupDiagnostics.layersDoMore(other))
      return false
    }
    return true
  }

  // MARK: What rules set

  /// The schedules of the channels that an entry sets; nil when one was reported.
  private mutating func settings(
    _ entry: NameSyntax,
    _ object: ObjectSyntax
  ) -> [ResolvedGroup.Setting]? {
    var settings: [ResolvedGroup.Setting] = []
    var isSound = true
    for field in object.fields
    where field.name == "frozen" || GroupKeys.channels.contains(field.name) {
      guard let channel = Channel.known.first(where: { $0.name == field.name }),
        var schedule = schedule(field, channel)
      else {
        isSound = false
        continue
      }
      schedule.group = entry.name
      let stated = schedules.first {
        $0.channel == channel.name && $0.group.isEmpty && $0.bounds.stated != nil
      }
      // What is promised of a channel is promised of every parameter.
      if let stated, schedule.bounds.stated == nil { schedule.bounds = stated.bounds }
      stepLimit -= schedule.phases.reduce(0) { $0 + $1.segments.count }
      settings.append(
        ResolvedGroup.Setting(
          channel: channel.name,
          schedule: schedules.count,
          range: field.keyRange
        )
      )
      schedules.append(schedule)
    }
    return isSound ? settings : nil
  }

  private mutating func schedule(_ field: FieldSyntax, _ channel: Channel) -> ResolvedSchedule? {
    let value = channel.name == "frozen" ? frozen(field) : field.value
    guard let value else { return nil }
    var resolver = ScheduleResolver(
      channel: channel,
      entry: NameSyntax(name: channel.name, keyRange: field.keyRange, value: value),
      run: run,
      endpoints: endpoints,
      stepLimit: stepLimit,
      evaluator: evaluator
    )
    let schedule = resolver.resolve()
    evaluator = resolver.evaluator
    return schedule
  }

  /// `frozen: true` is a constant, and `frozen: { for: 1 epoch }` a 1 followed by a 0.
  private mutating func frozen(_ field: FieldSyntax) -> ValueSyntax? {
    switch field.value {
    case .flag(let isFrozen, let range):
      return .expression(.number(isFrozen ? 1 : 0, at: range))
    case .object(let object):
      guard (object["for"] == nil) != (object["phases"] == nil) else {
        evaluator.sink.emit(GroupDiagnostics.unclearFreezing(at: object.range))
        return nil
      }
      guard let length = object["for"] else { return field.value }
      guard let duration = length.value.expression else { return nil }
      let phases = Self.freezing(for: duration, at: length)
      let list = FieldSyntax(name: "phases", keyRange: length.keyRange, value: phases)
      return .object(ObjectSyntax(fields: [list], range: object.range))
    default:
      return nil
    }
  }

  private static func freezing(for duration: ExpressionSyntax, at key: FieldSyntax) -> ValueSyntax {
    func hold(_ written: String, _ value: Int64, _ more: (String, ValueSyntax)) -> KindSyntax {
      let from = ("from", ValueSyntax.expression(.number(value, at: key.keyRange)))
      let fields = [from, more].map { name, value in
        FieldSyntax(name: name, keyRange: key.keyRange, value: value)
      }
      return KindSyntax(
        kind: "hold",
        written: written,
        kindRange: key.keyRange,
        object: ObjectSyntax(fields: fields, range: key.value.range)
      )
    }
    let range = key.value.range
    return .kinds(
      [
        hold("frozen", 1, ("for", .extent(.duration(duration)))),
        hold("trained", 0, ("jump", .flag(true, range))),
      ],
      range
    )
  }

  // MARK: Checks

  /// A factor needs something to multiply.
  private mutating func checkFactors(of group: ResolvedGroup) {
    for multiplier in group.multipliers {
      let bases = schedules.filter { $0.channel == multiplier.channel && $0.group.isEmpty }
      let scopes = bases.map(\.optimizer)
      let optimizer = group.selector.optimizer
      let isThere = scopes.contains { $0.isEmpty || optimizer == nil || optimizer == $0 }
      if multiplier.channel == "frozen" || !isThere {
        isComplete = false
        let known = schedules.filter { $0.group.isEmpty && $0.channel != "frozen" }.map(\.channel)
        evaluator.sink.emit(
          GroupDiagnostics.nothingToMultiply(multiplier, optimizer: optimizer, known: known)
        )
      }
    }
  }

  /// Two rules for the same parameters cannot both set a channel.
  private mutating func checkConflicts() {
    var first: [GroupSelector: [ResolvedGroup]] = [:]
    for group in groups where !group.settings.isEmpty {
      for other in first[group.selector] ?? [] where other.overrides == group.overrides {
        for setting in group.settings {
          guard let earlier = other.setting(of: setting.channel) else { continue }
          evaluator.sink.emit(
            GroupDiagnostics.sameParameters(setting, group: group.name, earlier, other: other.name)
          )
        }
      }
      first[group.selector, default: []].append(group)
    }
  }
}

extension ObjectSyntax {
  /// Whether a key says `true`.
  fileprivate func says(_ key: String) -> Bool {
    if case .flag(true, _)? = self[key]?.value { true } else { false }
  }
}

extension ExpressionSyntax {
  /// A number that stands for what is written at a place.
  fileprivate static func number(_ value: Int64, at range: SourceRange) -> ExpressionSyntax {
    ExpressionSyntax(.number(Rational(value)), range: range, text: "\(value)")
  }
}
