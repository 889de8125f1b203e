// SPDX-License-Identifier: Apache-2.0

/// Who listens to what in a table: derived from it once, so that observing searches nothing.
struct EventPlan: Hashable, Sendable {
  /// A name that machines listen to.
  struct Watch: Hashable, Sendable {
    /// The name of the metric or signal.
    let name: UTF8Text
    /// Whether it is a signal.
    let isSignal: Bool
    /// The machines that listen, in the order of the table.
    let machines: [Int]
  }

  /// A way through the regions that some track takes and on which machines act.
  struct Route: Hashable, Sendable {
    /// Where the way begins.
    let firstRegion: Int
    /// The chain whose state says where on it the tracks are; `nil` where no event can divert them.
    let chain: Int?
  }

  /// The routes in the order of the first track on each.
  private(set) var routes: [Route] = []
  /// For every track its chain, `nil` for one that no event can divert.
  private(set) var chainOfTrack: [Int?] = []
  /// For every track whether a machine can act on it.
  private(set) var isReactive: [Bool] = []
  /// The first region of every chain.
  private(set) var chainStarts: [Int] = []
  /// The names in the order of their first machine.
  private(set) var watches: [Watch] = []

  /// The plan of a table without machines.
  static let empty = EventPlan()

  private init() {}

  /// Finds the plan of verified parts.
  init(tracks: [Track], regions: [Region], machines: [Machine]) {
    chainOfTrack = [Int?](repeating: nil, count: tracks.count)
    isReactive = [Bool](repeating: false, count: tracks.count)
    if machines.isEmpty { return }
    let hasExit = EventPlan.regions(regions, leadingTo: { $0.exit != nil })
    let hasMachine = EventPlan.regions(
      regions,
      leadingTo: { $0.exit != nil || $0.response != nil }
    )
    var routeOfRegion = [Int?](repeating: nil, count: regions.count)
    for (index, track) in tracks.enumerated() where hasMachine[track.firstRegion] {
      let route = routeOfRegion[track.firstRegion] ?? routes.count
      if route == routes.count {
        routeOfRegion[track.firstRegion] = route
        let isChain = hasExit[track.firstRegion]
        let chain = isChain ? chainStarts.count : nil
        routes.append(Route(firstRegion: track.firstRegion, chain: chain))
        if isChain { chainStarts.append(track.firstRegion) }
      }
      chainOfTrack[index] = routes[route].chain
      isReactive[index] = true
    }
    for machine in machines {
      let isSignal = !machine.watchesMetric
      if watch(of: machine.name, isSignal: isSignal) != nil { continue }
      let listening = machines.indices.filter {
        machines[$0].watchesMetric != isSignal && machines[$0].name == machine.name
      }
      watches.append(Watch(name: machine.name, isSignal: isSignal, machines: listening))
    }
  }

  /// For every region whether it, or one that can follow it, is such as is looked for.
  @inline(never)
  private static func regions(
    _ regions: [Region],
    leadingTo isFound: (Region) -> Bool
  ) -> [Bool] {
    var leads = [Bool](repeating: false, count: regions.count)
    // Timeouts and exits lead to larger indices, so one pass from the end sees all that can follow.
    for index in regions.indices.reversed() {
      var isLeading = isFound(regions[index])
      regions[index].forEachSuccessor { isLeading = isLeading || leads[$0] }
      leads[index] = isLeading
    }
    return leads
  }

  /// The index of what a name is watched for, if it is.
  func watch(of name: UTF8Text, isSignal: Bool) -> Int? {
    watches.firstIndex { $0.isSignal == isSignal && $0.name == name }
  }
}
