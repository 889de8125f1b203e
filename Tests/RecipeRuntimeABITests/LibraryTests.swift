// SPDX-License-Identifier: Apache-2.0

import Testing

/// The libraries for C programs, built and installed as they are shipped.
@Suite(.serialized)
struct LibraryTests {}
