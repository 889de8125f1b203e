// SPDX-License-Identifier: Apache-2.0

/// The table file, format 1: enough to write a reader from.
///
/// A file is header, core, annex, in this order and with nothing before, between or after them. All
/// numbers are little-endian; `f64` is IEEE 754 binary64; every section starts on a multiple of 8
/// and is followed by zero bytes up to the next one. A reader refuses any other byte: reserved fields
/// and padding are 0, and offsets and lengths are exactly those that the counts imply. CRC-32C is the
/// Castagnoli CRC, reflected, starting from and inverted with all ones. Where an index may be missing,
/// 2^32 − 1 stands for none.
///
/// **Header**, 256 bytes.
///
///     offset  size  field
///          0     8  magic 89 52 43 50 54 0D 0A 1A
///          8     2  format major, 1           (a reader refuses any other)
///         10     2  format minor, 0           (a reader refuses a higher one)
///         12     4  feature bits that a reader must understand, 0
///         16     8  length of the file in bytes
///         24     4  length of the header in bytes, 256
///         28     4  numerics version, 1       (changes when the same rows would give other bits)
///         32     8  offset of the core, 256
///         40     8  length of the core in bytes
///         48     8  offset of the annex
///         56     8  length of the annex in bytes
///         64    96  twelve sections, each u32 count of records and u32 offset in the file:
///                   tracks, regions, starts, bodies, machines, levels, facts, core text,
///                   phases, piece phases, annex text, recipe
///        160    32  SHA-256 of the core: the table's digest
///        192    32  SHA-256 of the canonical resolved recipe
///        224     4  CRC-32C of the annex
///        228    24  reserved
///        252     4  CRC-32C of bytes 0 to 251
///
/// **Core**: a preamble of 48 bytes, then the sections from tracks to core text.
///
///     preamble  0  u32  numerics version         text     bytes, the names one after the other in
///               4  u32  tracks                            the order: clock; channel, optimizer and
///               8  i64  length in updates,                group of each track; each machine; name
///                       2^53 for an open run              and value of each fact. A name is given
///              16  u32  regions                           by its u32 offset in the section and its
///              20  u32  pieces                            u32 length.
///              24  u32  machines
///              28  u32  facts                    start    i64  first update of a piece
///              32  u32  clock offset
///              36  u32  clock length             body     0  f64  origin      16  f64  c0 … c7
///              40  u32  bytes of core text                8  f64  scale
///              44  u32  levels
///                                                level    f64
///     track     0  u32  channel offset
///               4  u32  channel length           fact     0  u32  name offset   8  u32  value offset
///               8  u32  optimizer offset                  4  u32  name length  12  u32  value length
///              12  u32  optimizer length
///              16  u32  group offset             machine  0  u32  name offset
///              20  u32  group length                      4  u32  name length
///              24  u32  first region                      8  u32  kind: 0 plateau, 1 stops improving,
///              28  u32  after: 0 hold,                            2 crosses, 3 signal
///                       1 repeats, 2 error,              12  u32  mode: 0 min or below, 1 max or above
///                       3 continues                      16  u32  threshold: 0 relative, 1 absolute
///              32  f64  multiplier                       20  u32  patience: 0 evaluations, 1 updates
///              40  f64  value held or                    24  u32  cooldown: 0 evaluations, 1 updates
///                       continued, else 0                28  u32  ticks: 0 recipec, 1 torch, 2 keras,
///                                                                 3 optax, 4 paddle
///     region    0  u32  first piece                      32  u32  not finite: 0 error, 1 ignore, 2 bad
///               4  u32  number of pieces                 36  u32  best: 0 since entry, 1 since start
///               8  i64  first update                     40  i64  patience
///              16  i64  number of updates                48  i64  cooldown
///              24  i64  grid, 1 for none                 56  f64  threshold
///              32  i64  grid anchor                      64  f64  smoothing, 0 for none
///              40  i64  period, 0 for none               72  i64  averages, 1 for none
///              48  u32  region after the end             80  u32  levels of a plateau, else 0
///              52  u32  region after the event           84  u32  reserved
///              56  u32  machine of the event
///              60  u32  kind, 0 fixed
///              64  u32  plateau that it answers to
///              68  u32  first level, else 0
///              72  f64  floor, else 0
///
/// **Annex**: a preamble of 16 bytes (u32 phases, piece phases, bytes of annex text, bytes of recipe),
/// then the sections from phases to recipe. Piece phases are a u32 per piece, or there are none. The
/// text holds the phases' names one after the other.
///
///     phase     0  u32  track                    16  i64  first update
///               4  u32  line, 0 for none         24  i64  first update after it
///               8  u32  name offset              32  f64  proved error in units of 2^-53
///              12  u32  name length              40  u32  the error is 0 relative, 1 absolute
///                                                44  u32  reserved
///
/// What the numbers must satisfy stands with the rules: `TableFault`, `TextFault`, `TrackFault`,
/// `RegionFault`, `MachineFault`, `PieceFault` and `PhaseFault`.
public enum TableFormat {
  /// The first eight bytes.
  ///
  /// The high bit, the line ends and the end-of-file mark show damage by transfers that take the
  /// file for text.
  static let magic: [UInt8] = [0x89, 0x52, 0x43, 0x50, 0x54, 0x0d, 0x0a, 0x1a]
  /// The format's major version.
  public static let major: UInt16 = 1
  /// The format's minor version.
  public static let minor: UInt16 = 0
  /// The version of the arithmetic that turns rows into values.
  public static let numerics: UInt32 = 1
  /// The bytes of the header.
  static let headerLength = 256
  /// The bytes of the header before its own CRC.
  static let headerCRCOffset = 252
  /// The bytes of the core before its first section.
  static let corePreambleLength = 48
  /// The bytes of the annex before its first section.
  static let annexPreambleLength = 16
  /// What stands for no index.
  static let none = UInt32.max
}
