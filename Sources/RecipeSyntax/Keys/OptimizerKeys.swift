// SPDX-License-Identifier: Apache-2.0

/// The keys of `optimizer:`: channels, which become constant tracks, and facts.
package enum OptimizerKeys {
  package static let spec = ObjectSpec(
    "optimizer",
    keys: [
      KeySpec("name", .text, "Which optimizer: `sgd`, `adamw`, …."),
      channel("lr", foreign: ["learning_rate"]),
      channel("momentum", foreign: []),
      channel("beta1", foreign: ["b1", "beta_1", "betas", "adam_beta1"]),
      channel("beta2", foreign: ["b2", "beta_2", "adam_beta2"]),
      channel("weight_decay", foreign: ["wd", "weight_decay_rate"]),
      channel("eps", foreign: ["epsilon", "adam_epsilon"]),
      channel("clip", foreign: ["max_grad_norm", "grad_clip", "clip_grad", "gradient_clip"]),
      fact("nesterov", .flag, "Nesterov momentum."),
      fact("amsgrad", .flag, "The AMSGrad variant."),
      fact("centered", .flag, "RMSprop's centred variant."),
      fact("decoupled", .flag, "Weight decay that is not multiplied by the learning rate."),
      fact("maximize", .flag, "Ascent in place of descent."),
      fact("fused", .flag, "An implementation in one kernel."),
      fact("foreach", .flag, "An implementation over lists of tensors."),
      fact("capturable", .flag, "Whether a graph of the device can hold the update."),
      fact("differentiable", .flag, "Whether gradients flow through the update."),
      fact("dampening", .expression(.number), "Dampening of SGD's momentum."),
      fact("alpha", .expression(.number), "RMSprop's smoothing constant."),
      fact("rho", .expression(.number), "Adadelta's smoothing constant."),
      fact("trust_coefficient", .expression(.number), "LARS's trust coefficient."),
    ],
    example: "`{ name: sgd, momentum: 0.9 }`",
    "The optimizer: channels in it are constant tracks, everything else a fact for lints and adapters."
  )

  private static func channel(_ name: String, foreign: [String]) -> KeySpec {
    KeySpec(name, .expression(.number), foreignNames: foreign, "A constant `\(name)`.")
  }

  private static func fact(_ name: String, _ shape: ValueShape, _ summary: String) -> KeySpec {
    KeySpec(name, shape, summary)
  }
}
