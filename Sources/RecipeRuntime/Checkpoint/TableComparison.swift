// SPDX-License-Identifier: Apache-2.0

/// Finds out whether the rest of a run is the same under two tables, whatever metrics will come.
///
/// Tracks are matched by name and compared in time, so that the parts of a table that lie behind may
/// differ in every way. What lies ahead must agree in values bit for bit, in what ends regions, and in
/// how values answer to plateaus.
struct TableComparison {
  /// The table of the checkpoint.
  let old: ScheduleTable
  /// The state under the old table.
  let state: ScheduleState
  /// The table to go on with.
  let new: ScheduleTable
  /// The update from which on values matter.
  let start: Int64
  /// Which machine of the old table each machine of the new one stands for, as far as met.
  private var counterparts: [Int?]
  /// For every track of the old table the one of the new table with its names.
  private let twins: [Int?]
  /// Where the tracks of each chain of the new table are.
  private var places: [ChainState?]

  /// Prepares a comparison.
  init(old: ScheduleTable, state: ScheduleState, new: ScheduleTable, from start: Int64) {
    self.old = old
    self.state = state
    self.new = new
    self.start = start
    twins = [Int?](count: old.tracks.count) {
      let track = old.tracks[$0]
      return new.track(channel: track.channel, optimizer: track.optimizer, group: track.group)
    }
    counterparts = [Int?](repeating: nil, count: new.machines.count)
    places = [ChainState?](repeating: nil, count: new.plan.chainStarts.count)
  }

  /// The state under the new table.
  ///
  /// - Throws: the first difference in time among all tracks.
  mutating func carriedState() throws(RestorationError) -> ScheduleState {
    if old.clock != new.clock { throw refusal(.clock(old.clock, new.clock)) }
    var first: Difference?
    var isCompared = [Bool](repeating: false, count: old.tracks.count)
    for index in old.tracks.indices where !isCompared[index] {
      let companions = companions(ofTrack: index)
      for companion in companions { isCompared[companion] = true }
      if let found = difference(ofTracks: companions) { first = earlier(first, found) }
    }
    var isKnown = [Bool](repeating: false, count: new.tracks.count)
    for case let twin? in twins { isKnown[twin] = true }
    for index in new.tracks.indices where !isKnown[index] {
      first = earlier(first, (Finding(update: start, kind: .isNew), index))
    }
    if let first { throw refusal(subject(first)) }
    return translated()
  }

  /// A difference, and the track that it is of: in the old table unless that does not have it.
  private typealias Difference = (finding: Finding, track: Int)
  private typealias Finding = CourseComparison.Finding

  /// The earlier of two differences, the first of two at the same update.
  private func earlier(_ first: Difference?, _ second: Difference) -> Difference {
    guard let first, first.finding.update <= second.finding.update else { return second }
    return first
  }

  // MARK: Tracks

  /// The tracks of the old table whose twins are moved by the same events as that of a first one.
  private func companions(ofTrack index: Int) -> [Int] {
    guard let twin = twins[index], let chain = new.plan.chainOfTrack[twin] else { return [index] }
    return old.tracks.indices.filter { twins[$0].map { new.plan.chainOfTrack[$0] } == chain }
  }

  /// The first difference of tracks of the old table that are in one place in the new one.
  private mutating func difference(ofTracks tracks: [Int]) -> Difference? {
    guard let twin = twins[tracks[0]] else {
      return (Finding(update: start, kind: .isMissing), tracks[0])
    }
    var found: Difference?
    let places = possiblePlaces(ofTrack: tracks[0], in: twin)
    for place in places {
      guard let difference = difference(ofTracks: tracks, at: place) else {
        if let chain = new.plan.chainOfTrack[twin] { self.places[chain] = place }
        return nil
      }
      // Of several places the one that agrees for longest is the one to speak of.
      if difference.finding.update > found?.finding.update ?? -1 { found = difference }
    }
    return found ?? (Finding(update: start, kind: .events), tracks[0])
  }

  /// The first difference of tracks if they are in a given place in the new table.
  private mutating func difference(ofTracks tracks: [Int], at place: ChainState) -> Difference? {
    let before = counterparts
    var first: Difference?
    for index in tracks {
      guard let twin = twins[index] else { continue }
      var comparison = CourseComparison(
        old: CourseComparison.Side(
          table: old,
          track: index,
          course: old.course(ofTrack: index, state)
        ),
        new: CourseComparison.Side(table: new, track: twin, course: new.course(of: place)),
        counterparts: counterparts,
        cuts: [Int](count: state.machines.count) { Int(state.machines[$0].cuts) }
      )
      if let finding = comparison.firstDifference(from: start) {
        first = earlier(first, (finding, index))
      } else {
        counterparts = comparison.counterparts
      }
    }
    if first != nil { counterparts = before }
    return first
  }

  private func subject(_ difference: Difference) -> TableDifference.Subject {
    let (finding, index) = difference
    let isNew = if case .isNew = finding.kind { true } else { false }
    let track = isNew ? new.tracks[index] : old.tracks[index]
    let (channel, group, update) = (track.channel, track.group, finding.update)
    return switch finding.kind {
    case .value(let old, let new):
      .value(channel: channel, group: group, update: update, old: old, new: new)
    case .tooLong: .notCompared(channel: channel, group: group, update: update)
    case .events: .events(channel: channel, group: group, update: update)
    case .isMissing, .isNew: .track(channel: channel, group: group, isInNewTable: isNew)
    }
  }

  /// Where the track may be in the new table: where it is in the old one if no event has moved it, and
  /// otherwise anywhere that an event leads to.
  private func possiblePlaces(ofTrack index: Int, in twin: Int) -> [ChainState] {
    let first = new.tracks[twin].firstRegion
    let unmoved = ChainState(region: first, entry: 0, isEntered: false, isEnded: false)
    guard let chain = old.plan.chainOfTrack[index], state.chains[chain].isEntered else {
      return [unmoved]
    }
    let place = state.chains[chain]
    let targets = new.eventTargets(from: first)
    var regions = place.isEnded ? targets.ended : targets.entered
    // Mostly it is where it was, and a difference is then best told from there.
    if let same = regions.firstIndex(of: place.region) { regions.swapAt(0, same) }
    return [ChainState](count: regions.count) {
      ChainState(region: regions[$0], entry: place.entry, isEntered: true, isEnded: place.isEnded)
    }
  }

  // MARK: Results

  /// The state with everything in the places that the new table has for it.
  private func translated() -> ScheduleState {
    var translated = ScheduleState(for: new)
    translated.clock = state.clock
    translated.accepted = state.accepted
    translated.repeated = state.repeated
    translated.migratedFrom = state.migratedFrom
    for (index, source) in counterparts.enumerated() {
      if let source { translated.machines[index] = state.machines[source] }
    }
    for (index, watch) in new.plan.watches.enumerated() {
      if let source = old.plan.watch(of: watch.name, isSignal: watch.isSignal) {
        translated.watches[index] = state.watches[source]
      }
    }
    for (index, place) in places.enumerated() {
      if let place { translated.chains[index] = place }
    }
    return translated
  }

  private func refusal(_ subject: TableDifference.Subject) -> RestorationError {
    var facts: [TableDifference.Fact] = []
    for fact in old.facts {
      let twin = new.facts.first { $0.name == fact.name }
      if twin?.value != fact.value {
        facts.append(
          TableDifference.Fact(name: fact.name, old: fact.value, new: twin?.value ?? .empty)
        )
      }
    }
    for fact in new.facts where !old.facts.contains(where: { $0.name == fact.name }) {
      facts.append(TableDifference.Fact(name: fact.name, old: .empty, new: fact.value))
    }
    return .differs(TableDifference(subject: subject, facts: facts))
  }
}
