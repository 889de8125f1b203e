// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeRuntime

/// Says which row of the table a value comes from.
struct RowWords {
  private let context: ValueContext

  init(_ context: ValueContext) { self.context = context }

  /// The row, and how near it is to the curve.
  var statements: [Explanation.Statement] {
    guard case .piece(let piece, _) = context.origin.base else { return [] }
    let (table, region) = (context.table, context.origin.region)
    let local = table.updates(ofPiece: piece, inRegion: region)
    let end = min(local.upperBound, ScheduleTable.openLength - context.origin.offset)
    let updates = context.inRun(local.lowerBound)..<context.inRun(end)
    let degree = table.bodies[piece].degree
    let kind = degree == 0 ? "a constant" : "of degree \(degree)"
    var text =
      "piece \(piece + 1) of \(table.pieceCount) in region \(region + 1) of "
      + "\(table.regions.count), \(updates.updatesText), \(kind)"
    if let record = context.record {
      let error = ProvedError.text(record.errorBound, isRelative: record.errorIsRelative)
      text += "; the rows of the phase are \(error == "exact" ? error : "proved \(error)")"
    }
    return [Explanation.Statement(.row, text)]
  }
}

extension PieceBody {
  /// The largest power of u with a coefficient other than 0.
  fileprivate var degree: Int {
    (0..<8).last { coefficients[$0] != 0 } ?? 0
  }
}
