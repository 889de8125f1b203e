// SPDX-License-Identifier: Apache-2.0

/// The keys at the top of a recipe.
package enum RecipeKeys {
  /// The one version of the language.
  package static let languageVersion: Int64 = 1

  /// The table, given the kinds of phases that may be listed.
  package static func spec(phaseKinds: [ObjectSpec]) -> ObjectSpec {
    ObjectSpec(
      "recipe",
      keys: [
        KeySpec(
          "recipec",
          .expression(.number),
          isRequired: true,
          example: "1",
          "The version of the recipe language; 1."
        ),
        KeySpec("name", .text, "What the recipe is called."),
        KeySpec("source", .object(source), "Where its numbers come from."),
        KeySpec("run", .object(RunKeys.spec), isRequired: true, "The facts of the run."),
        KeySpec("optimizer", .object(OptimizerKeys.spec), "The optimizer's constants and facts."),
        KeySpec(
          "optimizers",
          .names(.object(OptimizerKeys.spec), of: "optimizer"),
          "Several optimizers by name, each with its constants and facts."
        ),
        KeySpec(
          "groups",
          .names(.object(GroupKeys.spec(phaseKinds: phaseKinds)), of: "group"),
          foreignNames: ["param_groups", "parameter_groups", "params", "paramwise_cfg"],
          "Rules for some of the parameters."
        ),
        KeySpec(
          "vars",
          .names(
            .bindable(.either(.expression(.any), .object(ScalingKeys.spec))),
            of: "variable"
          ),
          "Names for values and quantities, which `--set` can bind."
        ),
        KeySpec(
          "schedules",
          .names(
            .either(
              .expression(.number),
              .object(ScheduleKeys.spec(phaseKinds: phaseKinds))
            ),
            of: "channel"
          ),
          isRequired: true,
          "How each hyperparameter moves over the run."
        ),
        KeySpec(
          "curves",
          .names(.either(.object(ModifierKeys.factorSpec(phaseKinds)), .formula), of: "curve"),
          "Named curves over the run, which formulas and `times` can use."
        ),
        ScheduleKeys.endpoints,
        KeySpec(
          "allow",
          .names(.text, of: "rule"),
          "Warnings and notes that are meant, each with the reason."
        ),
        KeySpec(
          "extends",
          .text,
          foreignNames: ["defaults", "include", "base", "_base_", "inherits", "inherit"],
          "Another recipe to start from: mappings merge by key, everything else replaces."
        ),
        KeySpec(
          "sweep",
          .names(SweepKeys.axis, of: "setting"),
          foreignNames: ["grid", "search_space", "hparams", "matrix"],
          "A family of recipes: paths that `--set` can bind, each with its values."
        ),
        KeySpec(
          "expect",
          .kinds(ExpectKeys.expectations, of: "expectation"),
          foreignNames: ["tests", "test", "assert", "asserts", "expectations"],
          "What `recipec test` verifies."
        ),
      ] + PresetRegistry.keys(phaseKinds: phaseKinds),
      example: "`recipec: 1`",
      "A recipe."
    )
  }

  private static let source = ObjectSpec(
    "source",
    keys: [
      KeySpec("title", .text, "The title of the paper or repository."),
      KeySpec("url", .text, "Where it can be found."),
      KeySpec("where", .text, "The section, table or file with the numbers."),
    ],
    example: "`{ title: …, url: …, where: … }`",
    "Where the recipe's numbers come from."
  )
}
