// SPDX-License-Identifier: Apache-2.0

/// The rule that a file or a set of parts breaks, and where.
///
/// The words for each rule stand beside the rule: see the type of the fault.
public indirect enum TableError: Error, Hashable, Sendable {
  /// The bytes are not a file that this reader takes.
  case file(FileFault)
  /// A rule about the table as a whole.
  case table(TableFault)
  /// A rule about a name or another short text.
  case text(TextOwner, TextFault)
  /// A rule about the track at an index.
  case track(Int, TrackFault)
  /// A rule about the region at an index.
  case region(Int, RegionFault)
  /// A rule about the machine at an index.
  case machine(Int, MachineFault)
  /// A rule about the piece at an index.
  case piece(Int, PieceFault)
  /// A rule about the phase at an index of the annex.
  case phase(Int, PhaseFault)

  /// What is wrong and what to do about it, as a sentence that stands alone.
  public var message: String {
    switch self {
    case .file(let fault): fault.message
    case .table(let fault): "the table " + fault.predicate + ": " + TableError.advice
    case .text(let owner, let fault): owner.name + " " + fault.predicate + ": " + TableError.advice
    case .track(let index, let fault): TableError.message("track", index, fault.predicate)
    case .region(let index, let fault): TableError.message("region", index, fault.predicate)
    case .machine(let index, let fault): TableError.message("machine", index, fault.predicate)
    case .piece(let index, let fault): TableError.message("piece", index, fault.predicate)
    case .phase(let index, let fault): TableError.message("phase", index, fault.predicate)
    }
  }

  private static func message(_ noun: String, _ index: Int, _ predicate: String) -> String {
    noun + " \(index) " + predicate + ": " + advice
  }

  /// What whoever holds such a table can do: nothing in it can be repaired by hand.
  private static let advice = "compile the recipe again, and report it if that does not help"
}
