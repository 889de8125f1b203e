// SPDX-License-Identifier: Apache-2.0

/// Finds the sets of rules in which every two can select the same parameter.
struct GroupSets {
  private let rules: [ResolvedGroup]
  private let limit: Int
  /// For every rule the later ones that can stand beside it.
  private let later: [Set<Int>]
  /// The sets, each in the order of the rules.
  private(set) var found: [[ResolvedGroup]] = []
  /// The rule at which there were more than the limit.
  private(set) var excess: ResolvedGroup?

  /// Prepares for rules that change a channel.
  init(of rules: [ResolvedGroup], changing channel: String, limit: Int) {
    self.rules = rules
    self.limit = limit
    // Two that set the channel contradict each other for good where none can override both.
    let isOverridden = rules.contains { $0.overrides && $0.setting(of: channel) != nil }
    let sets = rules.map { $0.setting(of: channel) != nil && !isOverridden }
    var later = [Set<Int>](repeating: [], count: rules.count)
    // Where neither beginning begins with the other, no name is matched by both. In their order those that
    // begin with a text follow it at once, so that a thousand rules are not a million pairs.
    let beginnings = rules.map(\.selector.beginning)
    let order = rules.indices.sorted { beginnings[$0].lexicographicallyPrecedes(beginnings[$1]) }
    for (place, index) in order.enumerated() {
      let near = order[(place + 1)...].prefix { beginnings[$0].starts(with: beginnings[index]) }
      for other in near {
        guard rules[index].entry != rules[other].entry, !(sets[index] && sets[other]),
          rules[index].selector.meets(rules[other].selector)
        else { continue }
        later[min(index, other)].insert(max(index, other))
      }
    }
    self.later = later
  }

  /// Finds them, at most `limit`.
  mutating func find() { extend([], with: Array(rules.indices)) }

  private mutating func extend(_ chosen: [Int], with candidates: [Int]) {
    for candidate in candidates {
      guard excess == nil else { return }
      guard found.count < limit else {
        excess = rules[candidate]
        return
      }
      let members = chosen + [candidate]
      found.append(members.map { rules[$0] })
      extend(members, with: candidates.filter { later[candidate].contains($0) })
    }
  }
}
