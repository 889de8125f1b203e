// SPDX-License-Identifier: Apache-2.0

/// What a table is made of, before anything is known about it; see `ScheduleTable` for what is what.
struct TableContents: Hashable, Sendable {
  var clock: UTF8Text = .steps
  var length: Int64 = 0
  var tracks: [Track] = []
  var regions: [Region] = []
  var starts: [Int64] = []
  var bodies: [PieceBody] = []
  var machines: [Machine] = []
  var levels: [Double] = []
  var facts: [RunFact] = []
  var annex: Annex = .empty
  var recipeDigest: Digest
}
