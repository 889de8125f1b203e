// SPDX-License-Identifier: Apache-2.0

internal import Dispatch
internal import RecipeCompiler

/// Several recipes that one command looks at together.
enum RecipeBatch {
  /// Reads a file; what stops it goes to standard error.
  static func read(_ path: String) -> InputFile? {
    do throws(CouldNotRun) {
      let input = try InputFile.read(path)
      guard input.isTable else { return input }
      guard !input.isState else {
        Console.complain("\(input.name) is a state, not a recipe: check the recipe that it is of")
        return nil
      }
      Console.complain("\(input.name) is a table, not a recipe, and was checked when it was made")
    } catch {
      Console.complain(error.message)
    }
    return nil
  }

  /// Compiles every file, on all cores when there are several; the results keep the order of the
  /// files.
  static func compile(
    _ inputs: [InputFile],
    options: CompilerOptions,
    binding: BindingOptions
  ) throws(CouldNotRun) -> [Compilation] {
    var readers: [ProjectReader?] = []
    for input in inputs { readers.append(try binding.reader(for: input)) }
    let all = readers
    let compile = { @Sendable (index: Int) in
      let input = inputs[index]
      return Compiler.compile(
        input.bytes,
        named: input.name,
        options: options,
        reader: all[index]
      )
    }
    guard inputs.count > 1 else { return inputs.indices.map(compile) }
    var results = [Compilation?](repeating: nil, count: inputs.count)
    unsafe results.withUnsafeMutableBufferPointer { buffer in
      // Every iteration writes an element of its own.
      nonisolated(unsafe) let slots = unsafe buffer
      DispatchQueue.concurrentPerform(iterations: inputs.count) { index in
        unsafe slots[index] = compile(index)
      }
    }
    return results.compactMap { $0 }
  }
}
