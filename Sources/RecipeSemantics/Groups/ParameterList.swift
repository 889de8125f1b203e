// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics

/// The parameters of a model, as a JSON file lists them.
///
/// The file is a list of names, a list of mappings `{ "name": …, "ndim": …, "shape": […],
/// "optimizer": … }` with more keys or fewer, or one mapping from names to shapes, to numbers of dimensions,
/// or to such mappings.
package enum ParameterList {
  /// Reads a source of the map.
  ///
  /// - Returns: nil when it is no such file; what is wrong is in the sink.
  package static func read(
    _ source: SourceID,
    in sources: SourceMap,
    into sink: inout DiagnosticSink
  ) -> [Parameter]? {
    let bytes = sources[source].bytes
    do throws(JSONReader.Problem) {
      switch try JSONReader.read(bytes) {
      case .array(let elements):
        return parameters(elements.map { element(nil, $0) }, source, into: &sink)
      case .object(let entries):
        return parameters(entries.map { element($0.key, $0.value) }, source, into: &sink)
      default:
        sink.emit(ParameterDiagnostics.noList(at: source))
        return nil
      }
    } catch {
      let start = min(error.offset, bytes.count)
      let range = SourceRange(source: source, start: start, end: start)
      sink.emit(ParameterDiagnostics.noJSON(error.message, at: range))
      return nil
    }
  }

  private static func parameters(
    _ found: [Parameter?],
    _ source: SourceID,
    into sink: inout DiagnosticSink
  ) -> [Parameter]? {
    let known = found.compactMap { $0 }
    if let index = found.firstIndex(where: { $0 == nil }) {
      sink.emit(ParameterDiagnostics.noParameter(index, at: source))
      return nil
    }
    var names: Set<String> = []
    if let twice = known.first(where: { !names.insert($0.name).inserted }) {
      sink.emit(ParameterDiagnostics.namedTwice(twice.name, at: source))
      return nil
    }
    return known
  }

  /// One parameter; nil where the value is of no known form.
  private static func element(_ name: String?, _ value: JSONValue) -> Parameter? {
    switch value {
    case .string(let text):
      return name == nil ? Parameter(name: text) : nil
    case .integer(let dimensions):
      return name.map { Parameter(name: $0, dimensions: dimensions) }
    case .array(let shape):
      return name.map { Parameter(name: $0, dimensions: shape.count) }
    case .object(let entries):
      return parameter(name, entries)
    case .other:
      return nil
    }
  }

  private static func parameter(
    _ name: String?,
    _ entries: [(key: String, value: JSONValue)]
  ) -> Parameter? {
    var (name, dimensions) = (name, Int?.none)
    var optimizer: String?
    for (key, value) in entries {
      switch (key, value) {
      case ("name", .string(let text)): name = text
      case ("ndim", .integer(let number)): dimensions = number
      case ("shape", .array(let shape)): dimensions = shape.count
      case ("optimizer", .string(let text)): optimizer = text
      case ("name", _), ("ndim", _), ("shape", _): return nil
      default: continue
      }
    }
    return name.map { Parameter(name: $0, dimensions: dimensions, optimizer: optimizer) }
  }
}
