// SPDX-License-Identifier: Apache-2.0

import RecipeTestSupport
import Testing

/// Tables against values that the libraries were seen to use.
@Suite
struct ReferenceTests {
  /// Every library that has schedulers of its own.
  static let names = [
    "deepspeed", "fastai", "fvcore", "ignite", "keras", "megatron", "mmengine", "nemo", "optax",
    "paddle", "timm", "torch", "torchtitan", "transformers",
  ]

  @Test(arguments: names)
  func `a table has the values of the library`(_ name: String) throws {
    let library = try #require(try ReferenceLibrary.all.get().first { $0.name == name })
    for comparison in library.comparisons {
      let path = comparison.reference.path
      #expect(comparison.failure == nil, "\(path): \(comparison.failure ?? "")")
      #expect(comparison.reference.rows.count > 1, "\(path)")
      // A difference that is none any more would go on to stand in the documentation.
      let isKnown = comparison.reference.difference != nil
      #expect((comparison.differing > 0) == isKnown, "\(path): \(comparison.differing) differ")
    }
  }

  @Test(arguments: names)
  func `every scheduler of the library has a case or a reason`(_ name: String) throws {
    let library = try #require(try ReferenceLibrary.all.get().first { $0.name == name })
    let recorded = Set(
      library.comparisons.map(\.reference.scheduler) + library.plateaus.map(\.scheduler)
    )
    let explained = Set(library.notRecorded.map(\.scheduler))
    #expect(recorded.isDisjoint(with: explained))
    #expect(!recorded.union(explained).isEmpty)
    // A library that could not be installed has no list, and then no case either.
    #expect(recorded.isEmpty || !library.schedulers.isEmpty)
    if !library.schedulers.isEmpty {
      #expect(recorded.union(explained) == Set(library.schedulers))
    }
  }

  @Test func `every recorded case is held against its table`() throws {
    let libraries = try ReferenceLibrary.all.get()
    #expect(libraries.map(\.name) == Self.names)
    let cases = libraries.flatMap { $0.comparisons.map(\.reference) }
    let values = cases.reduce(0) { $0 + $1.rows.count }
    print("reference cases: \(cases.count), with \(values) values")
    #expect(cases.count { $0.path.contains("/torch/") } >= 35)
    #expect(cases.count { $0.path.contains("/optax/") } >= 27)
    #expect(values >= 15_000)
  }

  @Test func `the page of differences has every library`() throws {
    let page = FidelityPage(libraries: try ReferenceLibrary.all.get())
    Golden.expect(page.text, matches: "fidelity.md", in: "docs")
  }
}
