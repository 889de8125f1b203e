// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import RecipeSyntax
import Testing

struct YAMLComposerTests {
  @Test(arguments: [
    ("a: 1\n", "{a<a>: 1<1>}"),
    ("---\na: 1\n...\n", "{a<a>: 1<1>}"),
    ("a: 'it''s'\nb: \"x\\ty\"", "{a<a>: it's<'it''s'>, b<b>: x\ty<\"x\\ty\">}"),
    ("a:\nb:\n  - x\n  -\n", "{a<a>: <>, b<b>: [x<x>, <>]}"),
    ("a: [1, é, {b: 学}]", "{a<a>: [1<1>, é<é>, {b<b>: 学<学>}]}"),
    ("'k e': {a, b: }\n", "{k e<'k e'>: {a<a>: <>, b<b>: <>}}"),
    ("a: one\n  two\n", "{a<a>: one two<one\n  two>}"),
    ("a: |\n  x\n  y\n\n# c\nb: 1", "{a<a>: x\ny\n<|\n  x\n  y>, b<b>: 1<1>}"),
    ("a: |\n  x\n   ", "{a<a>: x\n \n<|\n  x>}"),
    ("a: >\n  x\n  y\nb: 1", "{a<a>: x y\n<>\n  x\n  y>, b<b>: 1<1>}"),
    ("\u{FEFF}é: ü\r\nb: [\r\n  ö]\r\n", "{é<é>: ü<ü>, b<b>: [ö<ö>]}"),
    (
      "a: on\nb: 017\nc: 1:30\nd: ~\n",
      "{a<a>: on<on>, b<b>: 017<017>, c<c>: 1:30<1:30>, d<d>: ~<~>}"
    ),
    ("a: https://x.y/z\nb: a:b\n", "{a<a>: https://x.y/z<https://x.y/z>, b<b>: a:b<a:b>}"),
  ])
  func `every node has its text and its bytes`(text: String, outline: String) {
    let fixture = YAMLFixture(text)
    #expect(fixture.outline == outline)
    #expect(fixture.findings == [])
  }

  @Test func `a block collection reaches from its first to its last child`() {
    let fixture = YAMLFixture("run:\n  a: 1\n  b: [2]  # two\n\n# end\nlist:\n  - x\n  - y: 1\n\n")
    let collections = fixture.nodes.compactMap { node -> String? in
      if case .scalar = node.content { return nil }
      return fixture.slice(node.range)
    }
    #expect(
      collections == [
        "run:\n  a: 1\n  b: [2]  # two\n\n# end\nlist:\n  - x\n  - y: 1",
        "a: 1\n  b: [2]",
        "[2]",
        "x\n  - y: 1",
        "y: 1",
      ]
    )
  }

  @Test func `brackets are told from dashes`() {
    let fixture = YAMLFixture("a: [1]\nb:\n- 1\nc: {d: 1}\ne: [f: 1]\n")
    let flow = fixture.nodes.compactMap { node -> String? in
      if case .scalar = node.content { return nil }
      return "\(fixture.slice(node.range)) \(node.flowStyle)"
    }
    #expect(flow.dropFirst() == ["[1] true", "1 false", "{d: 1} true", "[f: 1] true", "f: 1 true"])
  }

  @Test func `an empty value stands after its colon`() {
    let fixture = YAMLFixture("a:   # later\nb: 1\n")
    #expect(fixture.nodes[1].range == SourceRange(source: fixture.source, start: 2, end: 2))
    #expect(fixture.nodes[1].kindDescription == "nothing")
    #expect(fixture.nodes[2].kindDescription == "a number or text")
  }

  @Test func `part of a verbatim scalar has its own bytes`() {
    let fixture = YAMLFixture("a: \"é = 2 * x\"\nb: \"\\t2\"\n")
    let parts = fixture.nodes.compactMap { node -> String? in
      guard case .scalar(let scalar) = node.content else { return nil }
      return fixture.slice(scalar.range(of: 5..<6, in: node.range))
    }
    #expect(parts == ["2", "\"\\t2\""])
  }

  @Test func `the first of repeated keys stays`() {
    let fixture = YAMLFixture("lr: 1\nlr: 2\n")
    #expect(fixture.outline == "{lr<lr>: 1<1>}")
    #expect(fixture.diagnostics.first.map { fixture.slice($0.secondary[0].range) } == "lr")
    #expect(fixture.diagnostics.first?.secondary[0].range.start == 0)
  }

  @Test func `independent mistakes are reported together`() {
    let fixture = YAMLFixture("%YAML 1.2\n---\nlr: &x 1\nlr: \"${a}\"\n\tb: 1\nc: 2\u{2028}\n")
    #expect(
      Set(fixture.rules) == [
        "directive", "anchor", "duplicate-key", "template", "tab-indentation", "line-separator",
      ]
    )
  }

  @Test func `every rule is listed once, has a kebab-case name and a sentence`() {
    let rules = YAMLDiagnostics.all
    #expect(Set(rules.map(\.name)).count == rules.count)
    for rule in rules {
      #expect(rule.name.allSatisfy { $0 == "-" || ("a"..."z").contains($0) || $0.isNumber })
      #expect(rule.summary.hasSuffix("."))
    }
  }
}
