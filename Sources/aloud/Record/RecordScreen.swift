import Files
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
  /// Where everything is drawn; `nil` where it cannot be, or where standard output is for the result only.
  private var area: LiveArea?
  private var lines: LiveLines
  private var endKeys = EndKeyGuard()
  /// True while the live view stands on the terminal.
  private var isLive = false
  /// Number of news items shown so far.
  private var told = 0
  private var thinkingIsTold = false

  /// Makes the terminal give single keys, and makes signals end the attempt, from now on.
  init(_ attempt: Attempt, in workspace: Workspace, console: Console, json: Bool) {
    self.console = console
    self.workspace = workspace
    self.attempt = attempt
    self.json = json
    area = console.isInteractive && !json ? LiveArea(on: console) : nil
    lines = LiveLines(on: console)
    Signals.trap()
    keyboard = Keyboard(enabled: console.hasKeys)
  }

  /// Shows the attempt until it is over.
  /// - Returns: the exit code.
  /// - Throws: why the recording could not begin or continue.
  mutating func run() throws -> Int32 {
    defer {
      keyboard.restore()
      area?.clear()
    }
    let question = QuestionText(attempt.question)
    say { question.rows(in: $0) }
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
  private mutating func next(after state: AttemptState) -> AttemptState {
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

  private mutating func act(on key: Keyboard.Key?, in phase: AttemptState.Phase) {
    let now = Clock.now
    if case .recording = phase { endKeys.recordingGoesOn(at: now) } else { endKeys.nothingIsRecorded() }
    let isEndKey = key == .enter || key == .space
    // Not shorter: each such key counts, also one that came before the recording.
    let ends = isEndKey && endKeys.ends(at: now) && !keyboard.wasPasted
    switch (phase, key) {
    case (.thinking, .enter), (.thinking, .space): attempt.start()
    case (.recording, _): if ends { attempt.stop(.key) }
    case (.microphoneLost(_, let isBack), .character("r")), (.microphoneLost(_, let isBack), .character("R")):
      if isBack { attempt.goOn() }
    case (.microphoneLost, .enter), (.microphoneLost, .space), (.microphoneLost, .escape),
      (.microphoneLost, .character("q")):
      attempt.stop(.key)
    default: break
    }
  }

  /// Says rows that stay, to whoever gets the result; with --json they are no result.
  private mutating func say(_ rows: @escaping (TextStyle) -> [String]) {
    if area != nil {
      area?.say(rows)
    } else {
      rows(console.style).forEach { json ? console.note($0) : console.print($0) }
    }
  }

  private mutating func show(_ state: AttemptState) {
    switch state.phase {
    case .thinking(let left): showThinking(left)
    case .recording(let snapshot): showLive(snapshot, after: state.secondsBefore)
    case .waitingForDisk, .measuring, .microphoneLost, .over:
      isLive = false
      area?.clear()
      area?.refresh()
    }
  }

  private mutating func showLive(_ snapshot: RecordingSnapshot, after secondsBefore: Double) {
    if !isLive, area != nil { console.draw("\u{07}") }
    isLive = true
    let view = LiveContent(
      elapsed: secondsBefore + snapshot.seconds, target: attempt.question.target,
      levelDBFS: snapshot.levelDBFS,
      warning: MicrophoneTrouble(snapshot)?.sentence)
    if area != nil {
      area?.draw { LiveText(view, style: $0).rows(atMost: $1) }
    } else {
      lines.show(view)
    }
  }

  private mutating func showThinking(_ left: Double) {
    guard left > 0, !Output.isBehind else { return }
    let text = "Think: \(Figures.fixed(left.rounded(.up), 0)) s   (Enter starts now)"
    if area != nil {
      area?.draw { style, _ in Printable.fitted(text, width: style.width).map { style.ink(.dim, $0) } }
    } else if keyboard.isReading, !thinkingIsTold {
      console.note(text)
      thinkingIsTold = true
    }
  }

  private mutating func tell(_ state: AttemptState) throws {
    // A notice now would tear the live view, which shows the trouble of the microphone itself.
    if isLive, area != nil { return }
    for notice in state.news[told...] {
      if case .reviewed(let reviewed) = notice {
        try show(reviewed)
      } else if area != nil, console.showsProgress {
        let line = NoticeText.line(notice)
        area?.say { Printable.fitted(line, width: $0.width) }
      } else {
        area?.clear()
        console.tell(notice)
      }
    }
    told = state.news.count
  }

  private mutating func show(_ reviewed: ReviewedTake) throws {
    let take = reviewed.take
    let answer = workspace.review(of: reviewed)
    if json {
      try console.print(json: ReviewRecord(of: answer, take: take, file: workspace.audioPath))
      return
    }
    let content = ReviewContent(of: answer)
    let again = "aloud record " + (take.prompt.isOwnQuestion ? "--free …" : take.prompt.id)
    let after = "Saved. Hear it: aloud play. Tick what you covered: aloud review --tick 1,3. Again: \(again)."
    say { style in
      [ReviewText(content, style: style).text, ""]
        + Printable.wrapped(after, width: style.width).map { style.ink(.dim, $0) }
    }
  }

  private mutating func exitCode(of end: AttemptState.End) throws -> Int32 {
    switch end {
    case .notBegun:
      area?.clear()
      console.note("Nothing was recorded.")
      return ExitStatus.ended(by: Signals.pending ?? SIGINT)
    case .failed(let error): throw error
    case .ended(let end):
      guard end.isSaved, let reviewed = end.reviewed else { return ExitStatus.couldNot }
      if let signal = Signals.pending { return ExitStatus.ended(by: signal) }
      if end.failure != nil { return ExitStatus.couldNot }
      return workspace.review(of: reviewed).assessment.warnings.allSatisfy(\.isNote) && end.deviceError == nil
        ? 0 : ExitStatus.warned
    }
  }
}
