// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

/// Finds every track that a parameter may need: for each channel, one for every set of rules that can
/// select a parameter together.
///
/// Which parameters there are is not known, so two rules are taken to meet when some name, number of
/// dimensions and optimizer would satisfy both, and a set of rules when every two of them meet: that is
/// never too few. Where rules set the same channel and none of them overrides the others, there is no
/// track, and whoever binds a parameter that needs one refuses it.
struct GroupTracks {
  /// As many tracks as a table holds.
  static let limit = 4096

  private let schedules: [ResolvedSchedule]
  private let groups: [ResolvedGroup]
  private(set) var tracks: [ResolvedTrack] = []
  /// Whether there are more than a table holds, and the rule at which that was found.
  private(set) var excess: ResolvedGroup?

  /// Finds the tracks of schedules, of which those with a group are set by the rule of that name.
  init(schedules: [ResolvedSchedule], groups: [ResolvedGroup]) {
    self.schedules = schedules
    self.groups = groups
    for (index, schedule) in schedules.enumerated() where schedule.group.isEmpty {
      tracks.append(
        ResolvedTrack(
          channel: schedule.channel,
          optimizer: schedule.optimizer,
          group: "",
          schedule: index,
          multiplier: 1,
          bounds: schedule.bounds,
          range: nil
        )
      )
    }
    var channels: [String] = []
    for schedule in schedules where !channels.contains(schedule.channel) {
      channels.append(schedule.channel)
    }
    for channel in channels { add(channel) }
  }

  private mutating func add(_ channel: String) {
    let rules = groups.filter { $0.changes(channel) }
    guard !rules.isEmpty else { return }
    let bases = tracks.filter { $0.channel == channel && $0.group.isEmpty }
    var scopes = bases.map(\.optimizer)
    // What a rule sets for an optimizer that has no such channel yet.
    for rule in rules where !scopes.contains("") && rule.setting(of: channel) != nil {
      guard let optimizer = rule.selector.optimizer, !scopes.isEmpty else { continue }
      if !scopes.contains(optimizer) { scopes.append(optimizer) }
    }
    if scopes.isEmpty { scopes = [""] }
    for scope in scopes {
      let own = rules.filter {
        scope.isEmpty || $0.selector.optimizer == nil || $0.selector.optimizer == scope
      }
      let base = bases.first { $0.optimizer == scope }
      var sets = GroupSets(of: own, changing: channel, limit: Self.limit - tracks.count)
      sets.find()
      if let last = sets.excess { excess = last }
      for members in sets.found {
        if let track = Self.track(channel, scope, base, members, schedules) { tracks.append(track) }
      }
    }
  }

  /// The track of parameters that exactly these rules change; nil where they contradict each other.
  private static func track(
    _ channel: String,
    _ scope: String,
    _ base: ResolvedTrack?,
    _ members: [ResolvedGroup],
    _ schedules: [ResolvedSchedule]
  ) -> ResolvedTrack? {
    var setters = members.filter { $0.setting(of: channel) != nil }
    if setters.count > 1 { setters = setters.filter(\.overrides) }
    let isSet = members.contains { $0.setting(of: channel) != nil }
    guard setters.count == 1 || !isSet else { return nil }
    let schedule = setters.first?.setting(of: channel)?.schedule ?? base?.schedule
    guard let schedule else { return nil }
    let factors = members.compactMap { $0.factor(of: channel) }
    let multiplier = factors.reduce(Rational(1)) { $0 * $1 }.double
    return ResolvedTrack(
      channel: channel,
      optimizer: scope,
      group: members.map(\.name).joined(separator: "+"),
      schedule: schedule,
      multiplier: multiplier,
      bounds: schedules[schedule].bounds.multiplied(by: multiplier),
      range: members.last?.range
    )
  }
}

extension ValueBounds {
  /// What the bounds are under a multiplier: as stated, or else what it makes of the values.
  fileprivate func multiplied(by factor: Double) -> ValueBounds {
    guard stated == nil, factor != 1 else { return self }
    return ValueBounds(lower: lower * factor, upper: upper * factor, stated: nil, domain: domain)
  }
}
