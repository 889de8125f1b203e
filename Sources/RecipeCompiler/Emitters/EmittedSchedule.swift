// SPDX-License-Identifier: Apache-2.0

internal import RecipeRuntime

/// A table with everything that an emitted program would otherwise have to find out again.
struct EmittedSchedule {
  /// A name that machines listen to.
  struct Watch: Equatable {
    let name: UTF8Text
    let isSignal: Bool
  }

  /// A way through the regions that some track takes.
  struct Route {
    /// Where it begins.
    let firstRegion: Int
    /// Its number among those that an event can divert, whose place the state remembers.
    let chain: Int?
  }

  /// The table.
  let table: ScheduleTable
  /// What it needs.
  let features: Set<EmitterFeature>
  /// The routes in the order of the first track on each.
  let routes: [Route]
  /// The names in the order of the first machine that listens to each.
  let watches: [Watch]
  /// For every region the last one of those that timeouts lead to.
  let lastRegions: [Int]
  /// For every region the last one up to which timeouts lead from neighbour to neighbour.
  let neighbours: [Int]
  /// The number of the chain that begins in a region.
  private let chains: [Int: Int]

  /// Finds it out.
  init(_ table: ScheduleTable) {
    self.table = table
    features = EmitterFeature.features(of: table)
    var lastRegions = Array(table.regions.indices)
    var neighbours = lastRegions
    var hasExit = table.regions.map { $0.exit != nil }
    // Timeouts and exits lead to larger indices.
    for (index, region) in table.regions.enumerated().reversed() {
      if let next = region.timeout {
        lastRegions[index] = lastRegions[next]
        hasExit[index] = hasExit[index] || hasExit[next]
        if next == index + 1 { neighbours[index] = neighbours[next] }
      }
      if let next = region.exit?.region { hasExit[index] = hasExit[index] || hasExit[next] }
    }
    self.lastRegions = lastRegions
    self.neighbours = neighbours
    var routes: [Route] = []
    var chains: [Int: Int] = [:]
    var seen: Set<Int> = []
    for first in table.tracks.map(\.firstRegion) where seen.insert(first).inserted {
      if hasExit[first] { chains[first] = chains.count }
      routes.append(Route(firstRegion: first, chain: chains[first]))
    }
    self.routes = routes
    self.chains = chains
    var watches: [Watch] = []
    for machine in table.machines where !watches.contains(Watch(machine)) {
      watches.append(Watch(machine))
    }
    self.watches = watches
  }

  /// The first regions of the routes that an event can divert.
  var chainStarts: [Int] { routes.filter { $0.chain != nil }.map(\.firstRegion) }

  /// The number of a track's chain, if an event can divert it.
  func chain(of track: Track) -> Int? { chains[track.firstRegion] }

  /// The number of the name that a machine listens to.
  func watch(of machine: Machine) -> Int? { watches.firstIndex(of: Watch(machine)) }
}

extension EmittedSchedule.Watch {
  /// What a machine listens to.
  init(_ machine: Machine) {
    self.init(name: machine.name, isSignal: !machine.watchesMetric)
  }
}
