// SPDX-License-Identifier: Apache-2.0

/// The keys of `run:`.
package enum RunKeys {
  package static let spec = ObjectSpec(
    "run",
    keys: [
      KeySpec(
        "length",
        .bindable(.either(.word(["open"]), .expression(.position))),
        isRequired: true,
        foreignNames: [
          "max_steps", "total_steps", "num_train_epochs", "epochs", "max_epochs", "train_iters",
          "total_iters", "steps", "num_training_steps", "max_iters",
        ],
        example: "90 epochs",
        "The length of the run, in any unit, or `open` where it is not known before the run ends."
      ),
      KeySpec(
        "dataset",
        .bindable(.expression(.samples)),
        foreignNames: ["dataset_size", "num_samples", "train_samples"],
        "How many samples an epoch has."
      ),
      KeySpec(
        "batch",
        .bindable(.either(.word(["scheduled"]), .expression(.data))),
        foreignNames: ["batch_size", "global_batch_size", "train_batch_size", "total_batch_size"],
        "How much one optimizer update consumes, over all devices; `scheduled` where a schedule says it."
      ),
      KeySpec(
        "sequence",
        .bindable(.either(.word(["scheduled"]), .expression(.tokens))),
        foreignNames: ["seq_len", "seq_length", "sequence_length", "block_size", "max_seq_len"],
        "How many tokens a sample has; `scheduled` where a schedule says it."
      ),
      KeySpec(
        "epoch",
        .bindable(.expression(.duration)),
        foreignNames: ["steps_per_epoch", "updates_per_epoch"],
        "How many steps an epoch has, where the loader decides."
      ),
      KeySpec(
        "last_batch",
        .word(["keep", "drop"]),
        foreignNames: ["drop_last"],
        "Whether the short batch at the end of an epoch is used."
      ),
      KeySpec(
        "rounding",
        .word(["ceil", "floor", "nearest"]),
        "How a position between two updates is rounded; `ceil` unless a trainer is imitated."
      ),
      KeySpec(
        "evaluate",
        .bindable(.expression(.duration)),
        foreignNames: ["eval_steps", "eval_interval", "eval_every"],
        "How often the model is evaluated: what `evaluations` counts."
      ),
      KeySpec("clock", .text, "What t counts; `steps`, or a word that becomes a unit."),
    ],
    example: "`{ length: 90 epochs, dataset: 1281167 samples, batch: 256 samples }`",
    "The facts of the run."
  )
}
