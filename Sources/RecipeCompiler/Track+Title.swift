// SPDX-License-Identifier: Apache-2.0

public import RecipeRuntime

extension Track {
  /// What the track is for, as people write it: `lr`, `muon.lr`, `muon.lr[head]`.
  public var title: String {
    let owner = optimizer.isEmpty ? "" : "\(optimizer)."
    return owner + channel.description + (group.isEmpty ? "" : "[\(group)]")
  }

  /// Whether a name is the track's: its whole title, or the title without group or optimizer, which are
  /// the names of all tracks of a channel; `lr[]` is the one of the parameters in no group.
  public func isNamed(_ name: String) -> Bool {
    let owned = optimizer.isEmpty ? channel.description : "\(optimizer).\(channel)"
    let names = [owned, channel.description]
    return name == title || names.contains(name)
      || group.isEmpty && names.contains { name == "\($0)[]" }
  }
}
