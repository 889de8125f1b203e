// SPDX-License-Identifier: Apache-2.0

public import RecipeRuntime

extension Track {
  /// What the track is for, as people write it: `lr`, `muon.lr`, `muon.lr[head]`.
  public var title: String {
    let owner = optimizer.isEmpty ? "" : "\(optimizer)."
    return owner + channel.description + (group.isEmpty ? "" : "[\(group)]")
  }

  /// Whether a name is the track's: its whole title, or the title without group or optimizer, which are
  /// the names of all tracks of a channel.
  public func isNamed(_ name: String) -> Bool {
    let owned = optimizer.isEmpty ? channel.description : "\(optimizer).\(channel)"
    return [title, owned, channel.description].contains(name)
  }
}
