// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import RecipeCompiler

/// Lines that are there for some tables only.
@Suite
struct EmitterTemplateTests {
  private static let templates: [(name: String, template: EmitterTemplate)] = [
    ("C requirements", CEmitterArithmeticTemplate.requirements),
    ("C evaluation", CEmitterArithmeticTemplate.evaluation),
    ("C statuses", CEmitterDeclarationTemplate.statuses),
    ("C rows", CEmitterDeclarationTemplate.rows),
    ("C lookup", CEmitterEvaluationTemplate.lookup),
    ("C values", CEmitterEvaluationTemplate.values),
    ("C comparisons", CEmitterMachineTemplate.comparisons),
    ("C rules", CEmitterMachineTemplate.rules),
    ("C step", CEmitterMachineTemplate.step),
    ("C state", CEmitterRunTemplate.state),
    ("C events", CEmitterRunTemplate.events),
    ("C finished", CEmitterRunTemplate.finished),
    ("Python errors", PythonEmitterEvaluationTemplate.errors),
    ("Python evaluation", PythonEmitterEvaluationTemplate.evaluation),
    ("Python rules", PythonEmitterMachineTemplate.rules),
    ("Python step", PythonEmitterMachineTemplate.step),
    ("Python state", PythonEmitterRunTemplate.state),
    ("Python private methods", PythonEmitterRunTemplate.privateMethods),
  ]

  @Test func `directives name features that exist, and every block ends`() {
    for (name, template) in Self.templates {
      for feature in template.featureNames {
        #expect(EmitterFeature(rawValue: feature) != nil, "\(name): \(feature)")
      }
      var depth = 0
      for line in template.text.split(separator: "\n") {
        if line.hasPrefix("%if ") { depth += 1 }
        if line == "%end" { depth -= 1 }
        #expect(depth >= 0, "\(name)")
      }
      #expect(depth == 0, "\(name)")
    }
  }

  @Test func `no directive is left in the text`() {
    for (name, template) in Self.templates {
      for features in [[], Set(EmitterFeature.allCases)] {
        let text = template.text(for: features)
        #expect(!text.contains("%if") && !text.contains("%e"), "\(name)")
      }
    }
  }

  @Test func `blocks nest, and else is for all others`() {
    let template = EmitterTemplate(
      """
      a

      %if grid
      b
      %if period
      c
      %else
      d
      %end
      %else
      e
      %end

      f
      """
    )
    #expect(template.text(for: [.grid, .period]) == "a\n\nb\nc\n\nf\n")
    #expect(template.text(for: [.grid]) == "a\n\nb\nd\n\nf\n")
    #expect(template.text(for: [.period]) == "a\n\ne\n\nf\n")
  }

  @Test func `empty lines around what is left out become as many as are wanted`() {
    let template = EmitterTemplate("a\n\n\n%if grid\nb\n\n\n%end\nc\n\n\n\n%if period\nd\n%end\n")
    #expect(template.text(for: []) == "a\n\nc\n")
    #expect(template.text(for: [], emptyLines: 2) == "a\n\n\nc\n")
  }
}
