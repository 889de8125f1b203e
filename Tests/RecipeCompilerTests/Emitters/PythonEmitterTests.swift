// SPDX-License-Identifier: Apache-2.0

import RecipeCompiler
import RecipeRuntime
import RecipeTestSupport
import Testing

/// The Python module as text, and what the interpreter says to it.
@Suite
struct PythonEmitterTests {
  private func run(
    _ script: String,
    _ modules: [(name: String, table: ScheduleTable)]
  ) throws
    -> Tool.Result
  {
    let folder = try TemporaryFolder()
    for module in modules {
      let text = try EmittedPrograms.text(of: module.table, as: "python")
      try folder.write(text, to: "\(module.name).py")
    }
    try folder.write(script, to: "script.py")
    return try Toolchain.python3.run("script.py", in: folder)
  }

  @Test func `modules are what was read before`() throws {
    let small = try SampleRecipes.table(SampleRecipes.small)
    Golden.expect(try EmittedPrograms.text(of: small, as: "python"), matches: "emitters/small.py")
    let plateau = try PlateauSample.table
    Golden.expect(
      try EmittedPrograms.text(of: plateau, as: "python"),
      matches: "emitters/plateau.py"
    )
  }

  @Test(.needs(.python3))
  func `constants and keys are those of the table, in the grammar of Python 3.8`() throws {
    let small = try SampleRecipes.table(SampleRecipes.small)
    let script = """
      import ast, pathlib, small
      for name in ["small", "plateau"]:
          ast.parse(pathlib.Path(name + ".py").read_text(), feature_version=(3, 8))
      print(small.LENGTH, small.DIGEST, small.TRACKS, small.value("lr", 5) == small.value(0, 5))
      """
    let result = try run(script, [("small", small), ("plateau", try PlateauSample.table)])
    #expect(result.errorText == "")
    #expect(result.text == "100 \(small.digest.hex) {'lr': 0} True\n")
  }

  @Test(.needs(.python3))
  func `names from recipes are the keys and metrics that they are`() throws {
    let tables = try HostileTable.names.enumerated().map { index, name in
      (name: "hostile\(index)", table: try HostileTable.table(naming: name))
    }
    let names = HostileTable.names.map { name in
      "bytes.fromhex(\"\(EmittedPrograms.hexadecimal(name.utf8))\").decode()"
    }
    let script = """
      import importlib
      for index, name in enumerate([\(names.joined(separator: ", "))]):
          module = importlib.import_module("hostile%d" % index)
          assert list(module.TRACKS) == [name, (name, name, name)], name
          state = module.State()
          assert state.observe(name, 1.0, 0) == "accepted", name
          assert state.observe(name, 1.0, 1) == "accepted", name
          assert module.value((name, name, name), 200, state) == 0.5, name
      print("done")
      """
    let result = try run(script, tables)
    #expect(result.errorText == "")
    #expect(result.text == "done\n")
  }

  @Test(.needs(.python3))
  func `what has no answer says why`() throws {
    let script = """
      import plateau, small
      def why(function, *arguments):
          try:
              print(function(*arguments))
          except (small.ScheduleError, plateau.ScheduleError) as error:
              print(type(error).__name__, error)
      why(small.value, "momentum", 0)
      why(small.value, "lr", -1)
      why(small.value, "lr", 1 << 53)
      state = plateau.State()
      why(state.observe, "accuracy", 1.0, 0)
      why(state.observe, "val_loss", float("nan"), 20)
      why(state.observe, "val_loss", 1.0, 20, 19)
      why(state.signal, "cool down", 20)
      why(plateau.value, "lr", 19, state)
      why(plateau.value, "lr", 52, state)
      why(plateau.State.from_dict, {"digest": small.DIGEST})
      """
    let tables = [
      ("plateau", try PlateauSample.table), ("small", try SampleRecipes.table(SampleRecipes.small)),
    ]
    let result = try run(script, tables)
    #expect(result.errorText == "")
    let digests = [try SampleRecipes.table(SampleRecipes.small), try PlateauSample.table]
      .map(\.digest.hex)
    #expect(
      result.text == """
        NoSuchTrack there is no track 'momentum': the tracks are ['lr']
        UpdateOutOfRange update -1 is outside 0 to 2**53 - 1: count updates from 0
        UpdateOutOfRange update 9007199254740992 is outside 0 to 2**53 - 1: count updates from 0
        unwatched
        NotFinite the metric 'val_loss' is nan: find out why, or say in the recipe what it means with \
        `on_nan`
        EffectBeforeMeasurement an observation measured at update 20 cannot take effect at update 19: \
        pass the update that is about to be made
        accepted
        BeforeState update 19 lies before the event at update 20, and what held then is not kept: ask \
        for values as the run goes on, or replay the metrics with a fresh state
        0.05
        ForeignState the state was saved under the schedule \(digests[0]), and this is \(digests[1]): \
        use the module that it was saved with

        """
    )
  }
}
