// SPDX-License-Identifier: Apache-2.0

internal import CRecipeRuntime

/// Does the work of a call, and turns what it throws into a status and a filled-in error.
@inline(__always)
func report(
  to error: UnsafeMutablePointer<recipec_error>?,
  _ work: () throws(Failure) -> Void
) -> recipec_status {
  do throws(Failure) {
    try work()
  } catch let failure {
    if let error { write(failure, to: error) }
    return failure.status
  }
  if let error { writeSuccess(to: error) }
  return recipec_status(RECIPEC_OK)
}

/// The offset of the text in a `recipec_error`; C lays the structure out without gaps.
private let messageOffset = 8
/// The bytes that the text has room for, with the zero byte at its end.
private let messageCapacity = 504

/// Fills in an error with the news that there is none.
@inline(__always)
func writeSuccess(to error: UnsafeMutablePointer<recipec_error>) {
  let address = UnsafeMutableRawPointer(error)
  address.storeBytes(of: 0, as: UInt64.self)
  address.storeBytes(of: 0, toByteOffset: messageOffset, as: UInt8.self)
}

/// Writes a failure, cutting a long message off between two characters.
@inline(never)
private func write(_ failure: Failure, to error: UnsafeMutablePointer<recipec_error>) {
  let address = UnsafeMutableRawPointer(error)
  address.storeBytes(of: failure.status, as: recipec_status.self)
  address.storeBytes(of: 0, toByteOffset: 4, as: UInt32.self)
  let message = Array(failure.message.utf8)
  var count = message.count
  if count >= messageCapacity {
    count = messageCapacity - 1
    while count > 0 && message[count] & 0xc0 == 0x80 { count -= 1 }
  }
  for index in 0..<count {
    address.storeBytes(
      of: message[index],
      toByteOffset: messageOffset + index,
      as: UInt8.self
    )
  }
  address.storeBytes(of: 0, toByteOffset: messageOffset + count, as: UInt8.self)
}
