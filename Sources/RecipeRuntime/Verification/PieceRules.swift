// SPDX-License-Identifier: Apache-2.0

/// The rule that a piece breaks.
public enum PieceFault: Hashable, Sendable {
  /// The piece does not start after the one before it in its region.
  case notAfterPrevious(start: Int64, previous: Int64)
  /// The origin is not an integer of magnitude at most 2^53.
  case origin(Double)
  /// The scale is not a power of two in [2^-53, 1].
  case scale(Double)
  /// A coefficient is neither 0 nor of a magnitude in [2^-500, 2^500].
  case coefficient(index: Int, Double)
  /// At this update u lies outside [−1, 1].
  case argument(update: Int64)
  /// The piece belongs to no region.
  case unused

  /// The rule in words, to follow the piece's number.
  var predicate: String {
    switch self {
    case .notAfterPrevious(let start, let previous):
      "starts at update \(start), not after the piece before it, which starts at \(previous)"
    case .origin(let value):
      "has an origin (bits \(value.hexPattern)) that is no integer of magnitude up to 2^53"
    case .scale(let value):
      "has a scale (bits \(value.hexPattern)) that is no power of two from 2^-53 to 1"
    case .coefficient(let index, let value):
      "has a coefficient c\(index) (bits \(value.hexPattern)) that is neither 0 nor of a magnitude "
        + "from 2^-500 to 2^500"
    case .argument(let update): "has |u| > 1 at update \(update)"
    case .unused: "belongs to no region"
    }
  }
}

extension PieceBody {
  /// The first rule that the numbers break by themselves.
  func fault() -> PieceFault? {
    if origin.tableOrigin == nil { return .origin(origin) }
    if scale.negatedScaleExponent == nil { return .scale(scale) }
    let coefficients = self.coefficients
    for index in 0..<8 where !coefficients[index].isTableValue {
      return .coefficient(index: index, coefficients[index])
    }
    return nil
  }

  /// The update among `first` and `last` at which |u| exceeds 1.
  ///
  /// u is affine in the update, so nothing between the two can be further out. Both lie in
  /// 0..<2^53 and the numbers have passed `fault()`, which keeps the differences below 2^55.
  func fault(first: Int64, last: Int64) -> PieceFault? {
    guard let origin = origin.tableOrigin else { return .origin(origin) }
    guard let exponent = scale.negatedScaleExponent else { return .scale(scale) }
    let reach: Int64 = 1 << Int64(exponent)
    for update in [first, last] where abs(update - origin) > reach {
      return .argument(update: update)
    }
    return nil
  }
}

extension ScheduleTable {
  /// Checks every piece, alone and in every region that has it.
  ///
  /// A piece ends where the next one starts, whatever region both are in, unless it is the last of a
  /// region. So each piece is judged once against its neighbour, and each region only asks for the
  /// first misfit among its pieces: regions that share pieces cannot make the work quadratic.
  func verifyPieces() throws(TableError) {
    for (index, body) in bodies.enumerated() {
      if let fault = body.fault() { throw .piece(index, fault) }
    }
    let misfits = nextMisfits()
    for region in regions {
      let last = region.pieces.upperBound - 1
      let misfit = misfits[region.firstPiece]
      if misfit < last, let (piece, fault) = misfitFault(at: misfit) { throw .piece(piece, fault) }
      if let fault = bodies[last].fault(first: starts[last], last: region.pieceEnd - 1) {
        throw .piece(last, fault)
      }
    }
    let unused = firstGap(below: pieceCount) { $0.pieces }
    if let unused { throw .piece(unused, .unused) }
  }

  /// For every piece the first one from it on that does not fit its neighbour.
  private func nextMisfits() -> [Int] {
    var misfits = [Int](repeating: pieceCount, count: pieceCount)
    for index in misfits.indices.dropLast().reversed() {
      misfits[index] = misfitFault(at: index) == nil ? misfits[index + 1] : index
    }
    return misfits
  }

  /// Why a piece does not fit the one after it, and which of the two is to blame.
  private func misfitFault(at index: Int) -> (piece: Int, fault: PieceFault)? {
    let (start, end) = (starts[index], starts[index + 1])
    if end <= start { return (index + 1, .notAfterPrevious(start: end, previous: start)) }
    // Starts outside every region's updates can belong to no region; they must not overflow here.
    guard start >= 0, end <= ScheduleTable.openLength else { return (index, .unused) }
    return bodies[index].fault(first: start, last: end - 1).map { (index, $0) }
  }
}
