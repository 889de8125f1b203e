// SPDX-License-Identifier: Apache-2.0

import RecipeCompiler
import RecipeRuntime
import RecipeTestSupport
import Testing

/// The bytes of a table do not depend on the process that makes it.
///
/// Every process hashes with another seed, so an order taken from a hash table would differ between
/// them.
@Suite
struct ChildProcessTests {
  @Test func `processes with other hash seeds, locales and folders write the same bytes`() throws {
    let (_, text) = SampleRecipes.all[1]
    let expected = try SampleRecipes.table(text).encoded()
    for (index, locale) in ["C", "tr_TR.UTF-8", "de_DE.UTF-8", "C", "C", "C"].enumerated() {
      let folder = try TemporaryFolder()
      try folder.write(text, to: "recipe.yaml")
      let result = try Tool.run(
        ["compile", "recipe.yaml", "-o", "-"],
        in: folder.url,
        environment: ["LC_ALL": locale, "TZ": index % 2 == 0 ? "UTC" : "Asia/Kolkata"]
      )
      #expect(result.status == 0, "\(result.errorText)")
      #expect(result.output == expected, "\(locale)")
    }
  }

  @Test func `findings come in the same order from every process`() throws {
    let text = """
      recipec: 1
      run: { length: 10 steps, batches: 3, rounding: sideways }
      vars: { a: 1, b: c, c: b }
      schedules: { lr: 1, wd: 2, betas: 3, momentum: 4, epsilon: 5 }
      allow: { unheard: of, missing: rule }
      """
    var outputs: Set<String> = []
    for _ in 0..<6 {
      let folder = try TemporaryFolder()
      try folder.write(text, to: "recipe.yaml")
      let result = try Tool.run(["check", "recipe.yaml"], in: folder.url)
      #expect(result.status == 1)
      outputs.insert(result.text)
    }
    #expect(outputs.count == 1)
  }
}
