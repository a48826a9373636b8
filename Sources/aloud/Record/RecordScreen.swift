import Foundation
import Practice
import Recording
import Rehearsal
import Report

/// One attempt on a terminal or in a pipe: shows the attempt's state, and turns keys and signals into its
/// commands.
struct RecordScreen {
  private let console: Console
  private let workspace: Workspace
  private let attempt: Attempt
  private let keyboard: Keyboard
  private let json: Bool
  private var live: LiveScreen?
  /// Number of news items shown so far.
  private var told = 0
  private var thinkingIsTold = false

  /// Makes the terminal give single keys, and makes signals end the attempt, from now on.
  init(_ attempt: Attempt, in workspace: Workspace, console: Console, json: Bool) {
    self.console = console
    self.workspace = workspace
    self.attempt = attempt
    self.json = json
    Signals.trap()
    keyboard = Keyboard(enabled: console.hasKeys)
  }

  /// Shows the attempt until it is over.
  /// - Returns: the exit code.
  /// - Throws: why the recording could not begin or continue.
  mutating func run() throws -> Int32 {
    defer { keyboard.restore() }
    showQuestion()
    var state = attempt.state
    try tell(state)
    try Signals.act { [attempt] in attempt.stop(.signal) }
    try attempt.begin()
    while true {
      show(state)
      try tell(state)
      if let end = state.end { return try exitCode(of: end) }
      state = next(after: state)
    }
  }

  /// The state after the next key or the next change.
  private func next(after state: AttemptState) -> AttemptState {
    let isForKeys =
      switch state.phase {
      case .thinking, .recording, .microphoneLost: keyboard.isReading
      case .waitingForDisk, .measuring, .over: false
      }
    guard isForKeys else { return attempt.state(after: state, within: Self.turn) }
    act(on: keyboard.key(within: Int32(Self.turn * 1000)), in: state.phase)
    return attempt.state
  }

  /// Time between two drawings of the screen, in seconds.
  private static let turn = 0.05

  private func act(on key: Keyboard.Key?, in phase: AttemptState.Phase) {
    switch (phase, key) {
    case (.thinking, .enter), (.thinking, .space): attempt.start()
    case (.recording, .enter), (.recording, .space): attempt.stop(.key)
    case (.microphoneLost(_, let isBack), .character("r")), (.microphoneLost(_, let isBack), .character("R")):
      if isBack { attempt.goOn() }
    case (.microphoneLost, .enter), (.microphoneLost, .space), (.microphoneLost, .escape),
      (.microphoneLost, .character("q")):
      attempt.stop(.key)
    default: break
    }
  }

  private func showQuestion() {
    let question = attempt.question
    let prompt = question.prompt
    let reason = Words.reason(for: question.source, kind: prompt.kind)
    let title = prompt.isOwnQuestion ? [] : ["\(prompt.id): \(prompt.title)"]
    let lines =
      title.flatMap { Printable.wrapped($0, width: console.style.width) }.map { console.style.ink(.bold, $0) }
      + Printable.wrapped(prompt.text, width: console.style.width)
      + Printable.wrapped("Target \(Words.range(question.target)): \(reason).", width: console.style.width)
      .map { console.style.ink(.dim, $0) }
    for line in lines + [""] { json ? console.note(line) : console.print(line) }
  }

  private mutating func show(_ state: AttemptState) {
    switch state.phase {
    case .thinking(let left): showThinking(left)
    case .recording(let snapshot):
      if live == nil {
        if console.isInteractive { console.draw("\r\u{1B}[K\u{07}") }
        live = LiveScreen(console: console, isQuiet: json)
      }
      live?.show(
        LiveContent(
          elapsed: snapshot.seconds, target: attempt.question.target, levelDBFS: snapshot.levelDBFS,
          warning: MicrophoneTrouble(snapshot)?.sentence))
    case .waitingForDisk, .measuring, .microphoneLost, .over:
      live?.end()
      live = nil
    }
  }

  private mutating func showThinking(_ left: Double) {
    guard left > 0, !Output.isBehind else { return }
    let text = "Think: \(Figures.fixed(left.rounded(.up), 0)) s   (Enter starts now)"
    if console.isInteractive {
      console.draw("\r\u{1B}[K" + console.style.ink(.dim, String(text.prefix(console.style.width - 1))))
    } else if keyboard.isReading, !thinkingIsTold {
      console.note(text)
      thinkingIsTold = true
    }
  }

  private mutating func tell(_ state: AttemptState) throws {
    // A notice now would tear the live view, which shows the trouble of the microphone itself.
    if live != nil, console.isInteractive { return }
    for notice in state.news[told...] {
      if case .reviewed(let reviewed) = notice { try show(reviewed) } else { console.tell(notice) }
    }
    told = state.news.count
  }

  private func show(_ reviewed: ReviewedTake) throws {
    let take = reviewed.take
    if json {
      try console.print(
        json: ReviewRecord(
          of: take, file: workspace.audioPath(of: take), reviewed.pacing, reviewed.assessment))
      return
    }
    let content = ReviewContent(of: take, reviewed.pacing, reviewed.assessment)
    console.print(ReviewText(content, style: console.style).text)
    console.print()
    let again = "aloud record " + (take.prompt.isOwnQuestion ? "--free …" : take.prompt.id)
    let after = "Saved. Hear it: aloud play. Tick what you covered: aloud review --tick 1,3. Again: \(again)."
    console.print(Printable.wrapped(after, width: console.style.width).map { console.style.ink(.dim, $0) })
  }

  private func exitCode(of end: AttemptState.End) throws -> Int32 {
    switch end {
    case .notBegun:
      if console.isInteractive { console.draw("\r\u{1B}[K") }
      console.note("Nothing was recorded.")
      return ExitStatus.ended(by: Signals.pending ?? SIGINT)
    case .failed(let error): throw error
    case .ended(let end):
      guard end.isSaved, let reviewed = end.reviewed else { return ExitStatus.couldNot }
      if let signal = Signals.pending { return ExitStatus.ended(by: signal) }
      if end.failure != nil { return ExitStatus.couldNot }
      return reviewed.assessment.warnings.allSatisfy(\.isNote) && end.deviceError == nil
        ? 0 : ExitStatus.warned
    }
  }
}
