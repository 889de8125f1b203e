// SPDX-License-Identifier: Apache-2.0

/// The names that a C header gives to things that recipes name.
///
/// A name keeps its ASCII letters and digits; every run of other characters becomes one `_`, and none
/// stands at either end. Together with what comes after it no name has more than 63 characters, which
/// is how many a C99 compiler has to tell apart.
struct CEmitterNames {
  /// What functions and types begin with, in lower case and without `_` at the end.
  let prefix: String
  /// The enumerators of the tracks, one for each.
  let tracks: [String]

  /// The prefix where a recipe has no name of which anything is left.
  static let defaultPrefix = "schedule"

  /// What the standard headers begin macros with: `INT64_MAX` could be the track `max` of `int64`.
  private static let standardWords: Set<String> = [
    "char", "dbl", "e", "flt", "int", "intmax", "intptr", "lc", "ldbl", "llong", "long", "mb",
    "ptrdiff", "schar", "shrt", "sig", "size", "uchar", "uint", "uintmax", "uintptr", "ullong",
    "ulong", "ushrt", "wchar", "wint",
  ]

  /// Finds the names for a recipe's name and the words that name its tracks.
  ///
  /// - Parameters:
  ///   - recipe: the name of the recipe.
  ///   - tracks: for every track what names it, in the order in which it is to be read.
  ///   - reserved: what no track can be called, in upper case and without the prefix.
  init(recipe: String?, tracks: [[String]], reserved: Set<String>) {
    let words = Self.words(of: recipe ?? "", limit: 28).lowercased()
    let first = words.split(separator: "_").first ?? ""
    let stem = String(first.prefix { !$0.isNumber })
    if words.isEmpty {
      prefix = Self.defaultPrefix
    } else if stem.isEmpty || Self.standardWords.contains(stem) {
      // A name cannot begin with a digit either.
      prefix = "run_" + words
    } else {
      prefix = words
    }
    var taken = reserved
    var numbers: [String: Int] = [:]
    self.tracks = tracks.map { [prefix] parts in
      let words = Self.words(of: parts.joined(separator: "_"), limit: 22).uppercased()
      let name = words.isEmpty ? "TRACK" : words
      var candidate = name
      while !taken.insert(candidate).inserted {
        let number = numbers[name, default: 1] + 1
        numbers[name] = number
        candidate = "\(name)_\(number)"
      }
      return "\(prefix.uppercased())_\(candidate)"
    }
  }

  /// Puts the prefix into a text whose names begin with the default one.
  func apply(to text: String) -> String {
    guard prefix != Self.defaultPrefix else { return text }
    return text.replacing(Self.defaultPrefix + "_", with: prefix + "_")
      .replacing(Self.defaultPrefix.uppercased() + "_", with: prefix.uppercased() + "_")
  }

  /// The letters and digits of a text, with one `_` for whatever is between them.
  private static func words(of text: String, limit: Int) -> String {
    var words = ""
    var isGap = false
    for scalar in text.unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9":
        if isGap && !words.isEmpty { words += "_" }
        isGap = false
        words.unicodeScalars.append(scalar)
      default: isGap = true
      }
      if words.unicodeScalars.count >= limit { break }
    }
    return words
  }
}
