// SPDX-License-Identifier: Apache-2.0

/// What other libraries call the kinds of phases.
enum ForeignKinds {
  /// Kinds with their foreign names in small letters.
  static let all: [(kind: String, names: [String])] = [
    (
      "staircase",
      [
        "step", "steps", "multistep", "multi_step", "milestones", "steplr", "multisteplr",
        "piecewise",
      ]
    ),
    ("hold", ["constant", "const", "stable", "flat", "constantlr"]),
    ("cosine", ["cosineannealing", "cosineannealinglr", "cosine_decay", "cos"]),
    ("exponential", ["exp", "exponentiallr", "exponential_decay"]),
    ("polynomial", ["poly", "polynomiallr", "polynomial_decay"]),
    ("warmup", ["linear_warmup", "ramp_up", "warm_up"]),
    (
      "plateau",
      [
        "reducelronplateau", "reduceonplateau", "reduce_on_plateau", "reduce_lr_on_plateau",
        "plateaulr", "plateau_lr",
      ]
    ),
    ("1_sqrt", ["minus_sqrt", "sqrt", "one_minus_square_root"]),
    ("tanh", ["tanhlr", "tanhlrscheduler", "tanh_decay"]),
    ("rex", ["rexlr", "rexscheduler"]),
    ("inverse_sqrt", ["rsqrt", "inverse_square_root", "inv_sqrt", "inversesqrt"]),
    ("inverse_time", ["inv", "inverse_time_decay", "inversetimedecay"]),
    (
      "restarts",
      [
        "cosineannealingwarmrestarts", "warm_restarts", "cosine_restarts", "cosinerestart",
        "cosine_with_restarts", "cosine_with_hard_restarts", "cosinedecayrestarts", "jagged",
        "jaggedlrrestart", "wsds",
      ]
    ),
    ("cyclic", ["cycliclr", "triangular", "triangular2", "exp_range", "cyclic_linear"]),
    (
      "points",
      ["piecewise_linear", "piecewise_interpolate", "piecewiselinear", "interpolate", "pchip"]
    ),
    ("range_test", ["lr_finder", "lrfinder", "lrrangetest", "lr_range_test"]),
    ("linear", ["linearlr", "linear_decay"]),
  ]
}
