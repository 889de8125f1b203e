// SPDX-License-Identifier: Apache-2.0

// The names are those of C, and the contracts stand in recipec.h.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CRecipeRuntime

// `@implementation` has the compiler hold every signature against the header.

/// The version of the library.
@c @implementation
public func recipec_version() -> UInt32 { UInt32(RECIPEC_VERSION) }

/// What a status means, in words.
@c @implementation
public func recipec_status_message(_ status: recipec_status) -> UnsafePointer<CChar>? {
  let text = words(for: Int(status))
  return UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
}

/// A status in words.
private func words(for status: Int) -> StaticString {
  switch status {
  case RECIPEC_OK: "no error"
  case RECIPEC_INVALID_ARGUMENT: "invalid argument"
  case RECIPEC_BAD_HANDLE: "not an open table or state"
  case RECIPEC_OUT_OF_RANGE: "update or index out of range"
  case RECIPEC_NOT_FOUND: "not found"
  case RECIPEC_BAD_TABLE: "not a sound table"
  case RECIPEC_BAD_STATE: "not a sound state or checkpoint"
  case RECIPEC_UNSUPPORTED: "unsupported format"
  case RECIPEC_TOO_LARGE: "beyond the limits"
  case RECIPEC_PAST_END: "past the end of the schedule"
  case RECIPEC_BEFORE_STATE: "before the last event"
  case RECIPEC_OTHER_TABLE: "of another table"
  case RECIPEC_OUT_OF_ORDER: "observation out of order"
  case RECIPEC_NOT_FINITE: "metric is not finite"
  case RECIPEC_BUFFER_TOO_SMALL: "buffer too small"
  case RECIPEC_NO_MEMORY: "out of memory"
  case RECIPEC_CANNOT_READ: "file cannot be read"
  default: "unknown status"
  }
}
