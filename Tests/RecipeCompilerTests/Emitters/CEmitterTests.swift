// SPDX-License-Identifier: Apache-2.0

import RecipeRuntime
import RecipeTestSupport
import Testing

@testable import RecipeCompiler

/// The C header as text, and what compilers say to it.
@Suite
struct CEmitterTests {
  private func names(_ recipe: String?, _ tracks: [[String]] = []) -> CEmitterNames {
    CEmitterNames(recipe: recipe, tracks: tracks, reserved: ["LENGTH"])
  }

  // MARK: Text

  @Test func `headers are what was read before`() throws {
    let small = try SampleRecipes.table(SampleRecipes.small)
    Golden.expect(try EmittedPrograms.text(of: small, as: "c"), matches: "emitters/small.h")
    let plateau = try PlateauSample.table
    Golden.expect(try EmittedPrograms.text(of: plateau, as: "c"), matches: "emitters/plateau.h")
  }

  @Test func `the same table gives the same bytes`() throws {
    let table = try RandomMachines.table(7)
    for form in ["c", "python"] {
      let text = try EmittedPrograms.text(of: table, as: form)
      let copy = try ScheduleTable(decoding: table.encoded())
      #expect(try EmittedPrograms.text(of: copy, as: form) == text)
    }
  }

  @Test func `a table without machines has no state`() throws {
    let table = try SampleRecipes.table(SampleRecipes.small)
    for form in ["c", "python"] {
      let text = try EmittedPrograms.text(of: table, as: form).lowercased()
      for word in ["state", "observe", "plateau", "chain", "grid", "period"] {
        #expect(!text.contains(word), "\(form): \(word)")
      }
    }
  }

  @Test func `what is emitted is printable ASCII`() throws {
    for form in ["c", "python"] {
      for text in HostileText.all {
        guard let table = try? HostileTable.table(naming: text) else { continue }
        let bytes = Array(try EmittedPrograms.text(of: table, as: form).utf8)
        #expect(bytes.allSatisfy { $0 == 0x0A || (0x20...0x7E).contains($0) }, "\(form): \(text)")
      }
    }
  }

  // MARK: Names

  @Test func `a prefix keeps ASCII letters and digits`() {
    #expect(names("ResNet-50 (ImageNet)").prefix == "resnet_50_imagenet")
    #expect(names("--a__b--").prefix == "a_b")
    #expect(names("übung").prefix == "bung")
  }

  @Test func `a prefix is a name of its own`() {
    #expect(names(nil).prefix == "schedule")
    #expect(names("学習率").prefix == "schedule")
    #expect(names("3d-unet").prefix == "run_3d_unet")
    // Otherwise a track `max` would be INT64_MAX.
    #expect(names("int64").prefix == "run_int64")
    #expect(names("flt").prefix == "run_flt")
    #expect(names("internal").prefix == "internal")
  }

  @Test func `no name is longer than a C compiler tells apart`() {
    let long = String(repeating: "ab-", count: 100)
    let names = names("3" + long, [[long], [long], [long, long]])
    #expect(names.prefix.utf8.count <= 34)
    #expect(names.tracks.allSatisfy { $0.utf8.count <= 63 })
    #expect(Set(names.tracks).count == 3)
  }

  @Test func `tracks have names of their own`() {
    let names = names(
      nil,
      [["lr"], ["LR"], ["length"], ["学"], ["lr", "adam", "no decay"], ["lr-2"]]
    )
    #expect(
      names.tracks == [
        "SCHEDULE_LR", "SCHEDULE_LR_2", "SCHEDULE_LENGTH_2", "SCHEDULE_TRACK",
        "SCHEDULE_LR_ADAM_NO_DECAY", "SCHEDULE_LR_2_2",
      ]
    )
  }

  @Test func `literals and comments end where they end`() {
    let text = "a\"\\?*/\u{E9}1<"
    #expect(CEmitterText.literal(text.utf8) == #""a\"\\\?*/\303\2511<""#)
    #expect(CEmitterText.comment(text) == #"a"<U+005C><U+003F><U+002A>/<U+00E9>1<U+003C>"#)
    #expect(PythonEmitterText.literal(text + "\u{1F600}") == #""a\"\\?*/\xe91<\U0001f600""#)
    #expect(PythonEmitterText.comment("\"\"\"\\") == "<U+0022><U+0022><U+0022><U+005C>")
  }

  // MARK: Compilers

  @Test(.needs(.gcc), .needs(.clangxx))
  func `names from recipes compile whatever they are`() throws {
    let folder = try TemporaryFolder()
    var program = "#include <stdio.h>\n"
    var body = ""
    for (index, text) in HostileTable.names.enumerated() {
      let header = try EmittedPrograms.text(of: try HostileTable.table(naming: text), as: "c")
      try folder.write(header, to: "hostile\(index).h")
      let prefix = try EmittedPrograms.prefix(of: header)
      // Several have no name left; each is compiled alone.
      program += "#if CASE == \(index)\n#include \"hostile\(index).h\"\n"
      program += "#define name(x) \(prefix)_##x\n#endif\n"
      body += "#if CASE == \(index)\n    metric = \(CEmitterText.literal(text.utf8));\n#endif\n"
    }
    program += """
      int main(void)
      {
          name(state) state = name(start)();
          const char *metric = "";
      \(body)    printf("%d", name(observe)(&state, metric, 1.0, 0, 0));
          return 0;
      }

      """
    try folder.write(program, to: "hostile.c")
    for tool in [Toolchain.gcc, .clangxx] {
      for index in HostileTable.names.indices {
        // With trigraphs, which GNU modes do not have.
        let options = "-O0 -trigraphs -DCASE=\(index)"
        let result = try tool.run("hostile.c", options: options, in: folder)
        #expect(result.text == "0", "\(tool): \(HostileTable.names[index])")
      }
    }
  }

  @Test(.needs(.gcc), .needs(.gxx), .needs(.clang), .needs(.clangxx))
  func `the oldest standards accept the header`() throws {
    let folder = try TemporaryFolder()
    let tables = [try SampleRecipes.table(SampleRecipes.small), try RandomMachines.table(0)]
    for (index, table) in tables.enumerated() {
      try folder.write(try EmittedPrograms.text(of: table, as: "c"), to: "table\(index).h")
    }
    try folder.write("#include \"table0.h\"\n#include \"table1.h\"\n", to: "tables.c")
    let strict = "-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -fsyntax-only tables.c"
    for command in [
      "gcc -x c -std=c99", "clang -x c -std=c99", "g++ -x c++ -std=c++11",
      "clang++ -x c++ -std=c++11",
    ] {
      let result = try Toolchain.shell("\(command) \(strict)", in: folder.url)
      #expect(result.status == 0, "\(command): \(result.errorText)")
    }
  }

  @Test(
    .needs(.gcc),
    arguments: ["-ffast-math", "-Ofast", "-ffinite-math-only"] + CEmitterTests.x87
  )
  func `options that change values are refused with what to do`(option: String) throws {
    let folder = try TemporaryFolder()
    let table = try SampleRecipes.table(SampleRecipes.small)
    try folder.write(try EmittedPrograms.text(of: table, as: "c"), to: "small.h")
    let result = try Toolchain.shell("gcc \(option) -fsyntax-only small.h", in: folder.url)
    #expect(result.status != 0)
    #expect(result.errorText.contains("changes the values: compile with"))
  }

  #if arch(x86_64)
  private static let x87 = ["-mfpmath=387"]
  #else
  private static let x87: [String] = []
  #endif
}
