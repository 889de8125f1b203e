// SPDX-License-Identifier: Apache-2.0

import RecipeTestSupport
import Testing

@testable import RecipeSyntax

@Suite struct ForeignKindsTests {
  /// Schedulers as their libraries call them: torch 2, transformers' `SchedulerType`, optax, Keras 3, timm,
  /// Paddle, DeepSpeed, MMEngine, Ignite and Composer.
  @Test(
    arguments: """
      StepLR MultiStepLR ConstantLR LinearLR ExponentialLR PolynomialLR CosineAnnealingLR SequentialLR ChainedScheduler
      LambdaLR MultiplicativeLR CyclicLR OneCycleLR CosineAnnealingWarmRestarts ReduceLROnPlateau SWALR
      constant_with_warmup cosine_with_restarts cosine_with_min_lr cosine_warmup_with_min_lr
      reduce_lr_on_plateau warmup_stable_decay
      constant_schedule cosine_decay_schedule cosine_onecycle_schedule exponential_decay join_schedules linear_schedule
      linear_onecycle_schedule piecewise_constant_schedule piecewise_interpolate_schedule polynomial_schedule
      sgdr_schedule warmup_cosine_decay_schedule
      CosineDecay CosineDecayRestarts ExponentialDecay InverseTimeDecay PiecewiseConstantDecay PolynomialDecay
      CosineLRScheduler MultiStepLRScheduler PlateauLRScheduler PolyLRScheduler StepLRScheduler TanhLRScheduler
      NoamDecay NaturalExpDecay PiecewiseDecay LambdaDecay MultiStepDecay StepDecay ReduceOnPlateau
      WarmupLR WarmupDecayLR WarmupCosineLR LRRangeTest OneCycle
      WSD wsd SGDR noam trapezoidal minus_sqrt inverse-square-root
      CosineAnnealingScheduler LinearCyclicalScheduler PiecewiseLinear ConcatScheduler
      """.split { $0 == " " || $0 == "\n" }.map(String.init)
  )
  func `a scheduler of another library is translated`(name: String) throws {
    #expect(ForeignKinds.answer(to: name, among: Self.kinds) != nil)
  }

  @Test func `what nobody has is not translated`() {
    #expect(ForeignKinds.answer(to: "spiral", among: Self.kinds) == nil)
    #expect(ForeignKinds.answer(to: "lr", among: Self.kinds) == nil)
  }

  private static let kinds = [
    "warmup", "hold", "staircase", "exponential", "inverse_sqrt", "inverse_time", "power",
    "restarts", "cyclic",
    "points", "range_test", "ramp", "expression", "linear", "cosine", "polynomial", "1-sqrt",
    "1-square", "log",
    "tanh", "k_decay", "rex", "repeat", "plateau",
  ]
}
