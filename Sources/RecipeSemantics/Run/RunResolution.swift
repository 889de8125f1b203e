// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

/// Turns `run:` into facts with exact values.
struct RunResolution {
  var evaluator: ExpressionEvaluator
  private let run: ObjectSyntax?
  private var facts: [RunFactText] = []
  private var clockWord: ClockWord { ClockWord(of: run) }

  init(_ run: ObjectSyntax?, evaluator: ExpressionEvaluator) {
    self.run = run
    self.evaluator = evaluator
  }

  /// Resolves the facts.
  ///
  /// - Parameter follow: finds what updates consume where the batch or the sequence is scheduled, from the
  ///   facts that are known until then; nil where that cannot be found.
  /// - Returns: the run, as far as its facts are known.
  mutating func resolve(
    following follow: (ScheduledFacts, inout ExpressionEvaluator) -> Consumption?
  ) -> ResolvedRun {
    checkClock()
    let dataset = count("dataset", of: .samples)
    let sequence = count("sequence", of: .tokens)
    let (samples, tokens) = batch(sequence: sequence)
    let keeps = word("last_batch") != "drop"
    let rounding = word("rounding").flatMap(RunClock.Rounding.init) ?? .ceil
    var clock = RunClock(
      dataset: dataset,
      samplesPerUpdate: samples,
      tokensPerUpdate: tokens,
      sequence: sequence,
      epoch: .absent,
      evaluation: .absent,
      keepsShortBatch: keeps,
      rounding: rounding
    )
    clock.epoch = epoch(dataset: dataset, samples: samples, keeps: keeps)
    let (batchPlace, sequencePlace) = (scheduled("batch"), scheduled("sequence"))
    if batchPlace != nil || sequencePlace != nil {
      // Without a number of its own an epoch is what the dataset holds, however many updates that takes.
      if run?["epoch"] == nil { clock.epoch = .absent }
      let facts = ScheduledFacts(
        clock: clock,
        length: writtenLength,
        batchPlace: batchPlace,
        sequencePlace: sequencePlace
      )
      clock.consumption = follow(facts, &evaluator)
      if clock.consumption == nil, run?["epoch"] == nil { clock.epoch = .unknown }
    }
    noteConventions(keepsShortBatch: keeps, rounding: rounding)
    // Evaluations may be a share of the run, or the run a number of evaluations, but not both.
    let isShare = evaluationIsShareOfRun
    if !isShare { resolveEvaluation(&clock, length: nil) }
    let length = self.length(clock)
    if isShare { resolveEvaluation(&clock, length: length) }
    return ResolvedRun(clock: clock, length: length, facts: facts)
  }

  /// Conventions that differ from the default change what a position means, so the table carries them.
  private mutating func noteConventions(keepsShortBatch: Bool, rounding: RunClock.Rounding) {
    if !keepsShortBatch { facts.append(RunFactText(name: "run.last_batch", value: "drop")) }
    if rounding != .ceil {
      facts.append(RunFactText(name: "run.rounding", value: rounding.rawValue))
    }
  }

  /// Where it says that a fact follows from a schedule.
  private func scheduled(_ name: String) -> SourceRange? {
    if case .word("scheduled", let range)? = run?[name]?.value { range } else { nil }
  }

  /// The length as it is written, before anything is known about it; nothing is reported.
  private var writtenLength: ResolvedRun.Length? {
    switch run?["length"]?.value {
    case .word(_, let range)?:
      return .open(at: range)
    case .expression(let expression)?:
      var copy = evaluator
      return copy.amount(expression).map { amount in
        ResolvedRun.Length(
          amount: amount,
          position: Rational(0),
          updates: 0,
          range: expression.range
        )
      }
    default:
      return nil
    }
  }

  private func word(_ name: String) -> String? {
    if case .word(let word, _)? = run?[name]?.value { word } else { nil }
  }

  /// The clock is a word that means nothing else.
  private mutating func checkClock() {
    guard case .text(let word, let range)? = run?["clock"]?.value, !ClockWord.isPossible(word)
    else {
      return
    }
    evaluator.sink.emit(RunDiagnostics.clockName(word, at: range))
  }

  // MARK: Facts

  /// A whole number of samples or tokens.
  private mutating func count(_ name: String, of unit: Unit) -> Fact {
    switch run?[name]?.value {
    case nil:
      return .absent
    case .required(let range)?:
      evaluator.bindings.note(unbound: "run.\(name)", at: range)
      return .unknown
    case .expression(let expression)?:
      return count(expression, named: name, of: [unit])
    case .word(let word, _)?:
      facts.append(RunFactText(name: "run.\(name)", value: word))
      return .unknown
    default:
      return .unknown
    }
  }

  private mutating func count(
    _ expression: ExpressionSyntax,
    named name: String,
    of units: [Unit]
  ) -> Fact {
    let noun = units.map(\.rawValue).joined(separator: " or ")
    let example = "\(units[0] == .samples ? 256 : 2048) \(units[0].rawValue)"
    guard let amount = evaluator.quantity(expression, example: example) else { return .unknown }
    guard case .measured(let value, let unit) = amount, units.contains(unit) else {
      evaluator.sink.emit(RunDiagnostics.wrongUnit(expression, of: name, expected: noun))
      return .unknown
    }
    guard value > Rational(0), value.isInteger else {
      evaluator.sink.emit(RunDiagnostics.notACount(expression, of: name, noun: noun))
      return .unknown
    }
    facts.append(RunFactText(name: "run.\(name)", value: clockWord.text(amount.description)))
    return .known(value)
  }

  /// Samples and tokens of one update; a batch in tokens has samples only when the sequence divides it.
  private mutating func batch(sequence: Fact) -> (samples: Fact, tokens: Fact) {
    switch run?["batch"]?.value {
    case nil:
      return (.absent, .absent)
    case .required(let range)?:
      evaluator.bindings.note(unbound: "run.batch", at: range)
      return (.unknown, .unknown)
    case .word(let word, _)?:
      facts.append(RunFactText(name: "run.batch", value: word))
      return (.unknown, .unknown)
    case .expression(let expression)?:
      let fact = count(expression, named: "batch", of: [.samples, .tokens])
      guard case .known = fact,
        case .measured(_, let unit)? = evaluator.amount(expression)
      else { return (fact, fact) }
      if unit == .samples {
        return (fact, Fact.combine(fact, sequence) { .known($0 * $1) })
      }
      let samples = Fact.combine(fact, sequence) {
        ($0 / $1).isInteger ? .known($0 / $1) : .absent
      }
      return (samples, fact)
    default:
      return (.unknown, .unknown)
    }
  }

  private mutating func epoch(dataset: Fact, samples: Fact, keeps: Bool) -> Fact {
    switch run?["epoch"]?.value {
    case nil:
      break
    case .required(let range)?:
      evaluator.bindings.note(unbound: "run.epoch", at: range)
      return .unknown
    case .expression(let expression)?:
      let stated = count(expression, named: "epoch", of: [.steps])
      compare(stated, at: expression, dataset: dataset, samples: samples)
      return stated
    default:
      return .unknown
    }
    let updates = Fact.combine(dataset, samples) {
      let exact = $0 / $1
      return .known(Rational(keeps ? exact.ceiling : exact.floor, over: BigInteger(1)))
    }
    if case .known(let value) = updates, value.isZero, let field = run?["dataset"] {
      evaluator.sink.emit(RunDiagnostics.emptyEpoch(at: field.value.range))
      return .unknown
    }
    return updates
  }

  /// A loader may drop the short batch or keep it; an epoch of any other length is another dataset or batch.
  private mutating func compare(
    _ stated: Fact,
    at expression: ExpressionSyntax,
    dataset: Fact,
    samples: Fact
  ) {
    guard case .known(let epoch) = stated, case .known(let all) = dataset,
      case .known(let each) = samples
    else { return }
    let exact = all / each
    guard
      epoch < Rational(exact.floor, over: BigInteger(1))
        || epoch > Rational(exact.ceiling, over: BigInteger(1))
    else { return }
    evaluator.sink.emit(RunDiagnostics.factsDisagree(expression, exact))
  }

  private var evaluationIsShareOfRun: Bool {
    // A copy reports nothing: the amount is evaluated again where it is converted.
    var copy = evaluator
    return run?.expression("evaluate").flatMap { copy.amount($0) }?.isShareOfRun ?? false
  }

  private mutating func resolveEvaluation(_ clock: inout RunClock, length: ResolvedRun.Length?) {
    clock.evaluation = evaluation(clock, length: length)
    guard clock.consumption != nil, case .known = clock.evaluation,
      let amount = run?.expression("evaluate").flatMap({ evaluator.amount($0) })
    else { return }
    clock.evaluationAmount = amount.shareOf(length) ?? amount
    if amount.units == [.steps] { clock.evaluationAmount = nil }
  }

  private mutating func evaluation(_ clock: RunClock, length: ResolvedRun.Length?) -> Fact {
    switch run?["evaluate"]?.value {
    case nil:
      return .absent
    case .required(let range)?:
      evaluator.bindings.note(unbound: "run.evaluate", at: range)
      return .unknown
    case .expression(let expression)?:
      guard let amount = evaluator.quantity(expression, example: "1 epoch") else { return .unknown }
      guard !amount.units.contains(.evaluations) else {
        evaluator.sink.emit(RunDiagnostics.evaluationOfItself(expression))
        return .unknown
      }
      var conversion = TimeConversion(clock: clock, length: length, evaluator: evaluator)
      let updates = conversion.position(from: Rational(0), by: amount, at: expression.range)
      evaluator = conversion.evaluator
      guard let updates else { return .unknown }
      guard updates > Rational(0) else {
        evaluator.sink.emit(PhaseDiagnostics.notPositive(expression, key: "run.evaluate"))
        return .unknown
      }
      guard updates >= Rational(1) else {
        evaluator.sink.emit(RunDiagnostics.evaluatesTooOften(expression, updates))
        return .unknown
      }
      facts.append(RunFactText(name: "run.evaluate", value: clockWord.text(amount.description)))
      return .known(updates)
    default:
      return .unknown
    }
  }

  // MARK: Length

  private mutating func length(_ clock: RunClock) -> ResolvedRun.Length? {
    switch run?["length"]?.value {
    case nil:
      // The decoder reports that it is missing.
      return nil
    case .required(let range)?:
      evaluator.bindings.note(unbound: "run.length", at: range)
      return nil
    case .word(_, let range)?:
      facts.append(RunFactText(name: "run.length", value: "open"))
      return .open(at: range)
    case .expression(let expression)?:
      guard let amount = evaluator.quantity(expression, example: "90 epochs") else { return nil }
      let isCircular = evaluationIsShareOfRun && amount.units.contains(.evaluations)
      if amount.isShareOfRun || isCircular {
        evaluator.sink.emit(RunDiagnostics.lengthOfItself(expression))
        return nil
      }
      var conversion = TimeConversion(clock: clock, evaluator: evaluator)
      defer { evaluator = conversion.evaluator }
      guard let end = conversion.position(from: Rational(0), by: amount, at: expression.range)
      else { return nil }
      guard let updates = clock.update(at: end), updates > 0 else {
        conversion.evaluator.sink.emit(RunDiagnostics.lengthOutOfRange(expression, end))
        return nil
      }
      facts.append(RunFactText(name: "run.length", value: clockWord.text(amount.description)))
      return ResolvedRun.Length(
        amount: amount,
        position: end,
        updates: updates,
        range: expression.range
      )
    default:
      return nil
    }
  }
}
