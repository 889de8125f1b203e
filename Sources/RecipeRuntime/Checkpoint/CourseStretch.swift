// SPDX-License-Identifier: Apache-2.0

/// Updates of the run over which a track stays in one piece of one region, or in one sample of it.
struct CourseStretch {
  /// The index of the region.
  let index: Int
  /// The region.
  let region: Region
  /// The polynomial.
  let body: PieceBody
  /// Local time is the time of the run minus this; in a period also minus the periods gone by.
  let offset: Int64
  /// The first update of the run after the stretch.
  let end: Int64
  /// The first update of the run after the region.
  let regionEnd: Int64
  /// Whether the piece is evaluated at the local update itself.
  let isPlain: Bool

  /// Finds the stretch that an update of the run, before the end of the course, lies in.
  init(of table: ScheduleTable, on course: Course, at t: Int64) {
    let local = t - course.offset
    index = table.region(from: course.region, at: local)
    region = table.regions[index]
    let sampled = region.sampled(local, offset: course.offset)
    let piece = table.piece(inRegion: index, at: sampled)
    body = table.bodies[piece]
    isPlain = region.grid == 1
    // In a period the piece lies that much later than its rows say.
    offset = isPlain ? t - sampled : course.offset
    let pieceEnd = table.updates(ofPiece: piece, inRegion: index).upperBound
    let stay = isPlain ? pieceEnd - sampled : CourseStretch.untilNextSample(region, t)
    regionEnd = region.end + course.offset
    end = min(t + stay, regionEnd)
  }

  /// The value of the piece at an update of the run in the stretch.
  func value(at t: Int64) -> Double {
    let local = t - offset
    return body.value(at: isPlain ? local : region.sampled(local, offset: offset))
  }

  /// Whether the two have the same row in the same place.
  func hasSameRow(as other: CourseStretch) -> Bool {
    let isSamePlace = offset == other.offset && isPlain && other.isPlain
    let isSameConstant = body.isConstant && other.body.isConstant && body.c0 == other.body.c0
    return isSameConstant || isSamePlace && body == other.body
  }

  private static func untilNextSample(_ region: Region, _ t: Int64) -> Int64 {
    let remainder = (t - region.gridAnchor) % region.grid
    return remainder < 0 ? -remainder : region.grid - remainder
  }
}

extension ScheduleTable {
  /// Whether a region has the same values as one of another table at the same local updates, as far as
  /// both reach, wherever an event puts them and however the pieces are cut.
  func hasSameRows(inRegion index: Int, as other: ScheduleTable, inRegion otherIndex: Int) -> Bool {
    let (region, twin) = (regions[index], other.regions[otherIndex])
    guard region.start == twin.start, region.period == twin.period, region.grid == twin.grid,
      region.grid == 1 || region.gridAnchor == twin.gridAnchor
    else { return false }
    var (piece, otherPiece) = (region.firstPiece, twin.firstPiece)
    var t = region.start
    while t < min(region.pieceEnd, twin.pieceEnd) {
      let (body, otherBody) = (bodies[piece], other.bodies[otherPiece])
      let isSameConstant = body.isConstant && otherBody.isConstant && body.c0 == otherBody.c0
      if body != otherBody && !isSameConstant { return false }
      let end = updates(ofPiece: piece, inRegion: index).upperBound
      let otherEnd = other.updates(ofPiece: otherPiece, inRegion: otherIndex).upperBound
      t = min(end, otherEnd)
      if t == end { piece += 1 }
      if t == otherEnd { otherPiece += 1 }
    }
    return true
  }
}
