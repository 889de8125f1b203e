// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics

/// Builds the tree of a YAML document and reports everything that a recipe may not contain.
///
/// The bytes are scanned first, then parsed, then composed, and each of the three goes on after a
/// mistake where it can, so that one run reports independent mistakes together.
package struct YAMLComposer {
  /// Composes the document of a source.
  ///
  /// - Returns: the root node, or nil when nothing usable came out; then at least one error was
  ///   emitted. A tree may come back together with errors: refused parts are
  ///   ``YAMLNode/Content/refused``, and of a repeated key the first entry stays.
  package static func compose(
    _ source: SourceID,
    in sources: SourceMap,
    into sink: inout DiagnosticSink
  ) -> YAMLNode? {
    let before = sink.mark
    let file = sources[source]
    let scan = YAMLSourceScan(source, of: file)
    for diagnostic in scan.diagnostics {
      sink.emit(diagnostic)
    }
    guard scan.isParsable else { return nil }
    let text = YAMLSourceText(source, file)
    var builder = YAMLTreeBuilder(text, parserInput: scan.parserInput)
    let outcome: Result<YAMLNode?, YAMLTreeBuilder.Stop>
    do {
      outcome = .success(try builder.document())
    } catch {
      outcome = .failure(error)
    }
    for diagnostic in builder.diagnostics {
      sink.emit(diagnostic)
    }
    report(scan.hiddenCharacters, outside: builder.scalarRanges, of: text, into: &sink)
    return root(outcome, builder, text, scan, since: before, into: &sink)
  }

  private static func root(
    _ outcome: Result<YAMLNode?, YAMLTreeBuilder.Stop>,
    _ builder: borrowing YAMLTreeBuilder,
    _ text: YAMLSourceText,
    _ scan: YAMLSourceScan,
    since before: DiagnosticSink.Mark,
    into sink: inout DiagnosticSink
  ) -> YAMLNode? {
    switch outcome {
    case .success(let root):
      if let root, !root.isNothing { return root }
      if !sink.hasErrors(since: before) {
        sink.emit(YAMLStructureDiagnostics.emptyFile(at: text.range(0, 0)))
      }
      return nil
    case .failure(.limit(let diagnostic)):
      sink.emit(diagnostic)
      return nil
    case .failure(.syntax(let failure)):
      if !scan.changesStructure {
        let problem = YAMLSyntaxProblem(
          failure,
          in: text,
          after: builder.scalarRanges.last,
          within: builder.openBrackets.last
        )
        sink.emit(problem.diagnostic)
      }
      return nil
    }
  }

  /// Reports hidden characters, as warnings where they stand in comments.
  private static func report(
    _ characters: [YAMLSourceScan.HiddenCharacter],
    outside scalars: [SourceRange],
    of text: YAMLSourceText,
    into sink: inout DiagnosticSink
  ) {
    var errors = 0
    var warnings = 0
    var next = 0
    for character in characters {
      while next < scalars.count, scalars[next].end <= character.range.start { next += 1 }
      let isInScalar = next < scalars.count && scalars[next].start <= character.range.start
      if !isInScalar, text.isAfterCommentSign(character.range.start) {
        warnings += 1
        if warnings <= YAMLLimits.findings {
          sink.emit(
            YAMLTextDiagnostics.hiddenCharacterInComment(character.scalar, at: character.range)
          )
        }
      } else {
        errors += 1
        if errors <= YAMLLimits.findings {
          sink.emit(YAMLTextDiagnostics.hiddenCharacter(character.scalar, at: character.range))
        }
      }
    }
  }
}
