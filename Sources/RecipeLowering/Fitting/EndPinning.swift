// SPDX-License-Identifier: Apache-2.0

internal import RecipeSemantics

/// Makes the values at p = 0 and p = 1 those of the curve's ends, bit for bit.
struct EndPinning {
  private let proof: PieceProof

  /// Pins the ends of the curve of the proofs.
  init(_ proof: PieceProof) {
    self.proof = proof
  }

  /// Replaces a played end that its piece misses by a constant piece of one update.
  func apply(to pieces: inout [FittedPiece]) throws(FittingFailure) {
    let curve = proof.sampler.curve
    for (end, isStart) in [(curve.start, true), (curve.end, false)] {
      guard let end, let update = proof.sampler.updateOfEnd(isStart: isStart),
        let index = pieces.firstIndex(where: { $0.updates.contains(update) }),
        pieces[index].value(at: update) != end.value
      else {
        continue
      }
      let pinned = try PieceFit(proof).constantPiece(
        end.value,
        over: update..<(update + 1),
        provedAt: update
      )
      pieces.replaceSubrange(index...index, with: pieces[index].interrupted(by: [pinned]))
    }
  }
}

extension FittedPiece {
  /// The piece with the updates of other pieces, in order and all within its own, given to them.
  func interrupted(by others: [FittedPiece]) -> [FittedPiece] {
    var result: [FittedPiece] = []
    var rest = self
    for other in others {
      if rest.updates.lowerBound < other.updates.lowerBound {
        var part = rest
        part.updates = rest.updates.lowerBound..<other.updates.lowerBound
        result.append(part)
      }
      result.append(other)
      rest.updates = other.updates.upperBound..<rest.updates.upperBound
    }
    if !rest.updates.isEmpty {
      result.append(rest)
    }
    return result
  }
}
