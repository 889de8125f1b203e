// SPDX-License-Identifier: Apache-2.0

import RecipeRuntime
import Testing

/// A change to one of the sample's machines that breaks exactly one rule, and that rule.
struct BrokenMachine: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let machine: Int
  let fault: MachineFault
  let change: @Sendable (inout Machine) -> Void

  init(
    _ rule: String,
    _ machine: Int,
    _ fault: MachineFault,
    _ change: @escaping @Sendable (inout Machine) -> Void
  ) {
    testDescription = rule
    self.machine = machine
    self.fault = fault
    self.change = change
  }
}

@Suite struct MachineRuleTests {
  // The sample's machines: 0 a plateau, 1 crosses, 2 stops improving, 3 a signal, 4 a plateau of optax.
  static let faults: [BrokenMachine] = [
    BrokenMachine("no levels", 0, .levelCount(0)) { $0.levelCount = 0 },
    BrokenMachine("levels of an event", 2, .levelCount(1)) { $0.levelCount = 1 },
    BrokenMachine("levels of a signal", 3, .levelCount(2)) { $0.levelCount = 2 },
    BrokenMachine("negative threshold", 0, .threshold(-0.25)) { $0.threshold = -0.25 },
    BrokenMachine("endless threshold", 0, .threshold(.infinity)) { $0.threshold = .infinity },
    BrokenMachine("endless level", 1, .threshold(-.infinity)) { $0.threshold = -.infinity },
    BrokenMachine("relative level", 1, .thresholdKind) { $0.thresholdKind = .relative },
    BrokenMachine("negative smoothing", 2, .smoothing(-0.5)) { $0.smoothing = -0.5 },
    BrokenMachine("whole smoothing", 2, .smoothing(1)) { $0.smoothing = 1 },
    BrokenMachine("no observations", 4, .averages(0)) { $0.averages = 0 },
    BrokenMachine("many observations", 4, .averages(1 << 32)) { $0.averages = 1 << 32 },
    BrokenMachine("smoothed averages", 4, .smoothedAndAveraged) { $0.smoothing = 0.5 },
    BrokenMachine("no patience", 0, .patience(0)) { $0.patience = 0 },
    BrokenMachine("negative patience", 4, .patience(-1)) { $0.patience = -1 },
    BrokenMachine("no patience of optax", 0, .patience(0)) {
      $0.ticks = .optax
      $0.patience = 0
    },
    BrokenMachine("long patience", 0, .patience(1 << 53)) { $0.patience = 1 << 53 },
    BrokenMachine("negative cooldown", 0, .cooldown(-1)) { $0.cooldown = -1 },
    BrokenMachine("long cooldown", 2, .cooldown(1 << 53)) { $0.cooldown = 1 << 53 },
    BrokenMachine("patience in updates", 4, .unit) { $0.patienceUnit = .updates },
    BrokenMachine("cooldown in updates", 4, .unit) { $0.cooldownUnit = .updates },
    BrokenMachine("relative threshold of Keras", 0, .thresholdKind) { $0.ticks = .keras },
    BrokenMachine("maximum of optax", 4, .mode) { $0.mode = .max },
    BrokenMachine("averages of torch", 4, .smoothedElsewhere) { $0.ticks = .torch },
    BrokenMachine("smoothing of paddle", 0, .smoothedElsewhere) {
      $0.ticks = .paddle
      $0.smoothing = 0.5
    },
    BrokenMachine("smoothing of optax", 4, .smoothedElsewhere) {
      $0.averages = 1
      $0.smoothing = 0.5
    },
    BrokenMachine("patience of a crossing", 1, .unusedField) { $0.patience = 1 },
    BrokenMachine("patience unit of a crossing", 1, .unusedField) { $0.patienceUnit = .updates },
    BrokenMachine("cooldown of a crossing", 1, .unusedField) { $0.cooldown = 1 },
    BrokenMachine("cooldown unit of a crossing", 1, .unusedField) { $0.cooldownUnit = .updates },
    BrokenMachine("ticks of a crossing", 1, .unusedField) { $0.ticks = .torch },
    BrokenMachine("mode of a signal", 3, .unusedField) { $0.mode = .max },
    BrokenMachine("threshold of a signal", 3, .unusedField) { $0.threshold = 1 },
    BrokenMachine("negative zero of a signal", 3, .unusedField) { $0.threshold = -0.0 },
    BrokenMachine("smoothing of a signal", 3, .unusedField) { $0.smoothing = 0.5 },
    BrokenMachine("negative zero smoothing of a signal", 3, .unusedField) { $0.smoothing = -0.0 },
    BrokenMachine("averages of a signal", 3, .unusedField) { $0.averages = 2 },
    BrokenMachine("policy of a signal", 3, .unusedField) { $0.onNonFinite = .ignore },
    BrokenMachine("best of a signal", 3, .unusedField) { $0.best = .sinceStart },
  ]

  @Test(arguments: faults)
  func `a machine that breaks one rule is refused for it`(broken: BrokenMachine) throws {
    #expect(throws: TableError.machine(broken.machine, broken.fault)) {
      try SampleTable.build { broken.change(&$0.machines[broken.machine]) }
    }
  }

  @Test(arguments: [Double.nan, -0.0])
  func `a number that equals no other is refused`(value: Double) throws {
    for change in [
      { @Sendable (machine: inout Machine) in machine.threshold = value },
      { @Sendable (machine: inout Machine) in machine.smoothing = value },
    ] {
      for machine in [0, 1, 2, 3] {
        #expect(throws: TableError.self, "machine \(machine)") {
          try SampleTable.build { change(&$0.machines[machine]) }
        }
      }
    }
  }

  @Test func `a machine that no region names is refused`() throws {
    #expect(throws: TableError.machine(5, .unused)) {
      try SampleTable.build { $0.machines.append(Machine(kind: .signal, name: "never")) }
    }
  }

  @Test func `what the rules allow at their limits is taken`() throws {
    _ = try SampleTable.build { sample in
      sample.machines[0].patience = 1 << 53 - 1
      sample.machines[0].cooldown = 1 << 53 - 1
      sample.machines[1].threshold = -1e300
      sample.machines[2].smoothing = 1 - 0x1p-53
      sample.machines[4].averages = 1 << 32 - 1
    }
    for ticks in [Machine.Ticks.torch, .keras, .paddle] {
      _ = try SampleTable.build { sample in
        sample.machines[0].ticks = ticks
        sample.machines[0].thresholdKind = .absolute
        sample.machines[0].patience = 0
      }
    }
  }

  @Test func `every fault has words of its own`() {
    let words = Set(Self.faults.map { TableError.machine(0, $0.fault).message })
    let faults = Set(Self.faults.map(\.fault))
    #expect(words.count == faults.count)
    #expect(
      TableError.machine(3, .unused).message
        == "machine 3 is named by no region: compile the recipe again, and report it if that does not "
        + "help"
    )
  }
}
