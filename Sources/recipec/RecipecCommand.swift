// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser

/// The root of the command line.
@main
struct RecipecCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recipec",
    abstract:
      "Check and compile training recipes: learning-rate schedules and what moves with them.",
    discussion: """
      recipec check resnet50.yaml                    find mistakes
      recipec compile resnet50.yaml --emit table     the table that trainers evaluate
      recipec eval resnet50.yaml --at 0,5ep,50%,end  values at positions
      recipec explain resnet50.yaml --at 5ep         where a value comes from
      recipec test resnet50.yaml                     what it expects of itself

      '-' reads standard input.
      Exit status: 0 clean, 1 findings, 2 could not run, 70 internal fault.
      """,
    version: "recipec \(Version.current)",
    subcommands: [
      CheckCommand.self, CompileCommand.self, EvalCommand.self, ExplainCommand.self,
      TestCommand.self, SweepCommand.self, ExpandCommand.self, SchemaCommand.self,
    ]
  )

  static func main() {
    InternalFault.install()
    var status: ExitStatus = .clean
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let exit as ExitStatus {
      status = exit
    } catch let failure as CouldNotRun {
      Console.complain(failure.message)
      status = .couldNotRun
    } catch {
      status = explain(error)
    }
    status.exit()
  }

  /// Help and version go to standard output; everything else that stops parsing is a usage error.
  private static func explain(_ error: any Error) -> ExitStatus {
    let message = fullMessage(for: error)
    if exitCode(for: error) == .success {
      do {
        try Console.print(message)
        return .clean
      } catch {
        Console.complain(error.message)
        return .couldNotRun
      }
    }
    // One spelling of the word for all complaints, whoever words them.
    let isLabelled = message.hasPrefix("Error: ")
    Console.complain(isLabelled ? String(message.dropFirst(7)) : message)
    if let file = Arguments.loneRecipe {
      Console.complain("did you mean `recipec check \(file)`?", prefix: "help: ")
    }
    return .couldNotRun
  }
}

/// The version of the tool.
enum Version {
  static let current = "0.1.0"
}
