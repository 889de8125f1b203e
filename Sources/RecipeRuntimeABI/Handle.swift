// SPDX-License-Identifier: Apache-2.0

#if canImport(RecipeRuntime)
internal import RecipeRuntime
#endif

/// What a `recipec_table *` points at.
struct OpenTable {
  /// `Seal.table` while the table is open.
  var seal: UInt64
  /// The table.
  let table: ScheduleTable
  /// Its names as the C functions return them.
  let texts: TableTexts
}

/// What a `recipec_state *` points at.
struct OpenState {
  /// `Seal.state` until the state is freed.
  var seal: UInt64
  /// Counts the changes, so that a cursor notices one.
  var revision: UInt64
  /// The state and its table, which may be closed before it.
  var run: ScheduleRun
}

/// The marks with which everything begins that C code holds on to.
///
/// A wrong pointer is told from a right one by its first word, without a list of all handles: that
/// would be global, need a lock, and cost more than the value asked for.
enum Seal {
  /// "RCPtable", as a little-endian number.
  static let table: UInt64 = 0x656c_6261_7450_4352
  /// "RCPstate".
  static let state: UInt64 = 0x6574_6174_7350_4352
  /// "RCPcursr".
  static let cursor: UInt64 = 0x7273_7275_6350_4352
  /// What stands where something was closed.
  static let closed: UInt64 = 0

  /// Whether memory begins with a mark.
  @inline(__always)
  static func marks(_ pointer: UnsafeRawPointer, _ seal: UInt64) -> Bool {
    // What lies at an odd address is none of ours, and must not be loaded as if it were.
    UInt(bitPattern: pointer) & 7 == 0 && pointer.load(as: UInt64.self) == seal
  }
}

/// Finds the table that a handle stands for.
@inline(__always)
func openTable(_ handle: OpaquePointer?) throws(Failure) -> UnsafeMutablePointer<OpenTable> {
  guard let handle else { throw .missing("table") }
  let address = UnsafeMutableRawPointer(handle)
  guard Seal.marks(address, Seal.table) else { throw .notAHandle("table") }
  return address.assumingMemoryBound(to: OpenTable.self)
}

/// Finds the state that a handle stands for.
@inline(__always)
func openState(_ handle: OpaquePointer?) throws(Failure) -> UnsafeMutablePointer<OpenState> {
  guard let handle else { throw .missing("state") }
  let address = UnsafeMutableRawPointer(handle)
  guard Seal.marks(address, Seal.state) else { throw .notAHandle("state") }
  return address.assumingMemoryBound(to: OpenState.self)
}

/// Makes a handle of a run.
func makeHandle(of run: ScheduleRun) -> OpaquePointer {
  let state = UnsafeMutablePointer<OpenState>.allocate(capacity: 1)
  state.initialize(to: OpenState(seal: Seal.state, revision: 0, run: run))
  return OpaquePointer(state)
}
