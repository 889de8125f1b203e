// SPDX-License-Identifier: Apache-2.0

/// What other libraries call the kinds of phases, and what they have kinds for that are none here.
///
/// Names are compared in small letters, without `_` and `-`, and without `lr` and `scheduler` at their ends.
enum ForeignKinds {
  /// What is to be written instead of a name.
  enum Answer {
    /// A kind of the same meaning.
    case kind(String)
    /// A preset, which is a key of the recipe.
    case preset(String)
    /// Something else, as an imperative.
    case advice(String)
  }

  /// What stands for a name here; nil for names that nobody has.
  ///
  /// `kinds` are the names of the kinds that there are.
  static func answer(to name: String, among kinds: [String]) -> Answer? {
    let name = folded(name)
    if let kind = kinds.first(where: { folded($0) == name }) { return .kind(kind.writtenKey) }
    return all.first { $0.names.contains(name) }?.answer
  }

  private static func folded(_ name: String) -> String {
    var name = name.lowercased().filter { $0 != "_" && $0 != "-" && $0 != " " }
    for ending in ["scheduler", "schedule", "lr"] where name.hasSuffix(ending) {
      name.removeLast(ending.count)
    }
    return name
  }

  private static let all: [(answer: Answer, names: Set<String>)] = [
    (
      .kind("staircase"),
      [
        "step", "steps", "multistep", "milestones", "piecewise", "piecewiseconstant",
        "piecewiseconstantdecay", "piecewisedecay", "stepdecay", "multistepdecay", "steplr",
        "multifactor",
      ]
    ),
    (.kind("hold"), ["constant", "const", "stable", "flat"]),
    (
      .kind("cosine"),
      [
        "cosineannealing", "cosinedecay", "cos", "cosineannealingdecay", "cosinewithminlr",
        "cosinewithmin",
      ]
    ),
    (
      .kind("exponential"),
      ["exp", "exponentialdecay", "naturalexp", "naturalexpdecay", "naturalexponential"]
    ),
    (.kind("polynomial"), ["poly", "polynomialdecay", "polydecay"]),
    (.kind("warmup"), ["linearwarmup", "rampup", "warmup", "gradualwarmup"]),
    (
      .kind("plateau"),
      ["reducelronplateau", "reduceonplateau", "reducelronplateaudecay"]
    ),
    (.kind("1-sqrt"), ["minussqrt", "sqrt", "oneminussquareroot"]),
    (.kind("tanh"), ["tanhdecay"]),
    (.kind("rex"), ["rexdecay"]),
    (
      .kind("inverse_sqrt"),
      ["rsqrt", "rsqrtdecay", "inversesquareroot", "invsqrt", "inversesquarerootdecay"]
    ),
    (.kind("inverse_time"), ["inv", "inversetimedecay", "invdecay"]),
    (
      .kind("restarts"),
      [
        "cosineannealingwarmrestarts", "cosineannealingwarmuprestarts", "warmrestarts",
        "cosinerestarts",
        "cosinerestart", "cosinewithrestarts", "cosinewithhardrestarts", "cosinedecayrestarts",
        "jagged",
        "jaggedlrrestart", "wsds", "cosineannealingrestart",
      ]
    ),
    (
      .kind("cyclic"),
      ["cyclical", "linearcyclical", "triangular", "triangular2", "exprange", "cycliclinear"]
    ),
    (
      .kind("points"),
      ["piecewiselinear", "piecewiseinterpolate", "interpolate", "pchip"]
    ),
    (.kind("range_test"), ["lrfinder", "lrrangetest", "lrrange", "lrfind"]),
    (.kind("linear"), ["lineardecay"]),
    (
      .kind("expression"),
      ["lambda", "lambdadecay", "multiplicative", "multiplicativedecay", "function"]
    ),
    (
      .preset("one_cycle"),
      ["onecycle", "1cycle", "cosineonecycle", "linearonecycle", "fitonecycle"]
    ),
    (.preset("wsd"), ["wsd", "warmupstabledecay", "trapezoidal"]),
    (.preset("sgdr"), ["sgdr"]),
    (.preset("noam"), ["noam", "noamdecay"]),
    (.preset("slanted_triangular"), ["slantedtriangular", "stlr"]),
    (
      .advice("write two phases, `warmup: { from: 0, to: …, for: … }` and `hold`"),
      ["constantwithwarmup", "warmupconstant"]
    ),
    (
      .advice("write two phases, `warmup: { from: 0, to: …, for: … }` and `linear: { to: 0 }`"),
      ["linearwithwarmup", "warmuplinear", "warmupdecay", "lineardecaywithwarmup"]
    ),
    (
      .advice("write two phases, `warmup: { from: 0, to: …, for: … }` and `cosine: { to: 0 }`"),
      [
        "cosinewithwarmup", "warmupcosine", "warmupcosinedecay", "cosinewarmup",
        "cosinewarmupwithminlr",
        "cosinewarmupwithmin", "linearwarmupcosineannealing", "linearwarmupcosinedecay",
        "warmupcosineannealing",
      ]
    ),
    (
      .advice(
        "write two phases, `warmup: { from: 0, to: …, for: … }` and `polynomial: { to: 0, power: 2 }`"
      ),
      ["polynomialwithwarmup", "warmuppolynomial", "polynomialdecaywithwarmup"]
    ),
    (
      .advice(
        "write two phases, `warmup: { from: 0, to: …, for: … }` and `exponential: { to: …, for: rest }`"
      ),
      ["warmupexponentialdecay"]
    ),
    (
      .advice("list the phases: each starts where the one before it ends"),
      ["sequential", "joinschedules", "concat", "sequence", "piecewiseschedules"]
    ),
    (
      .advice("write `times` beside `phases`: its curves multiply what the phases say"),
      ["chained"]
    ),
    (
      .advice(
        "write a `cosine` or `linear` phase to the constant rate of the averaging, and `hold`"
      ),
      ["swa"]
    ),
  ]
}
