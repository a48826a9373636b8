public import Signal

/// One recording of one prompt: all that the audio cannot say. It is kept beside the audio as `take.json`.
public struct Take: Hashable, Sendable, Codable {
  /// Newest format of the sidecar; a reader refuses a larger one.
  public static let currentFormat = 2

  /// The most parts of an answer; 100 000 of them take 70 years.
  public static let mostParts = 100_000

  /// Format this take is written in: the oldest that can hold it, so that an older Aloud reads every take
  /// that it would not damage. Aloud 0.1 (format 1) drops unknown keys when it writes a take again, so marks
  /// need 2. Later versions keep unknown keys, so a new key raises the format only if an older reader would
  /// be wrong without it.
  public var format: Int { marks.isEmpty ? 1 : 2 }
  /// Unique and sortable by time.
  public var id: TakeID
  /// How far the recording got.
  public var state: State
  /// The question, with its text, so that the take explains itself when the pack is gone.
  public var prompt: PromptReference
  /// The target in force.
  public var target: Target
  /// Who set it.
  public var targetSource: TargetSource
  /// When recording began.
  public var recordedAt: Timestamp
  /// The microphone.
  public var device: Device
  /// Frames in the audio file; 0 until the take is finished.
  public var frames: Int64 = 0
  /// Audio that the device lost.
  public var gaps: [Gap] = []
  /// What the speaker marked, in the order of the positions.
  public var marks: [Mark] = []
  /// Why the recording ended; `nil` while it runs, for a take found after a crash, and for a reason that only a later
  /// Aloud knows.
  public var ending: Ending?
  /// Frame clock against the monotonic clock in parts per million; `nil` when too short to tell.
  public var clockDriftPPM: Double?
  /// Indices into `prompt.covers` that the speaker ticked.
  public var covered: [Int] = []
  /// The speaker's own words.
  public var note: String?
  /// Which part of an answer this is, from 2 on; `nil` for the first or only one.
  public var part: Int?
  /// The take that this one goes on from; `nil` for the first or only part.
  public var continues: TakeID?
  /// The first part of the answer; `nil` for the first or only part, and where nobody noted it (Aloud 0.1).
  public var answer: TakeID?
  /// True if its first frame is the one after the last of the take that it continues: that file was full.
  public var isSeamless = false

  /// How far a recording got.
  public enum State: String, Sendable, Codable {
    /// Being recorded, or cut off while it was.
    case recording
    /// Ended in order.
    case finished
    /// Cut off, and repaired at a later start.
    case recovered
  }

  /// Why a recording ended.
  public enum Ending: String, Sendable, Codable {
    /// The speaker pressed a key.
    case key
    /// Ctrl-C or a signal.
    case signal
    /// The time asked for was over.
    case limit
    /// The device went away or stopped giving frames.
    case deviceLost
    /// The audio could not be written further.
    case writeFailed
  }

  /// A take that is about to be recorded.
  public init(
    id: TakeID, prompt: PromptReference, target: Target, targetSource: TargetSource, recordedAt: Timestamp,
    device: Device
  ) {
    self.id = id
    self.state = .recording
    self.prompt = prompt
    self.target = target
    self.targetSource = targetSource
    self.recordedAt = recordedAt
    self.device = device
  }

  /// The take in which the same answer goes on, before its first frame.
  public func nextPart(id: TakeID, recordedAt: Timestamp, device: Device) -> Take {
    var next = Take(
      id: id, prompt: prompt, target: target, targetSource: targetSource, recordedAt: recordedAt,
      device: device)
    next.part = min(part ?? 1, Self.mostParts - 1) + 1
    next.continues = self.id
    next.answer = continues == nil ? self.id : answer
    return next
  }
}

extension Take {
  private enum CodingKeys: String, CodingKey {
    case format, id, state, prompt, target, targetSource, recordedAt, device, frames, gaps, marks, ending
    case clockDriftPPM, covered, note, part, continues, answer
    case isSeamless = "seamless"
  }

  /// Decodes and checks. Keys that a take begins without may be missing; unknown keys and an unknown ending
  /// are ignored.
  /// - Throws: `NewerTakeFormat`, whatever else the value holds; `DecodingError`.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let format = try values.decode(Int.self, forKey: .format)
    guard format <= Self.currentFormat else { throw NewerTakeFormat(found: format) }
    id = try values.decode(TakeID.self, forKey: .id)
    state = try values.decode(State.self, forKey: .state)
    prompt = try values.decode(PromptReference.self, forKey: .prompt)
    target = try values.decode(Target.self, forKey: .target)
    targetSource = try values.decode(TargetSource.self, forKey: .targetSource)
    recordedAt = try values.decode(Timestamp.self, forKey: .recordedAt)
    device = try values.decode(Device.self, forKey: .device)
    frames = try values.decodeIfPresent(Int64.self, forKey: .frames) ?? 0
    gaps = try values.decodeIfPresent([Gap].self, forKey: .gaps) ?? []
    marks = try values.decodeIfPresent([Mark].self, forKey: .marks) ?? []
    ending = try values.decodeIfPresent(String.self, forKey: .ending).flatMap(Ending.init)
    clockDriftPPM = try values.decodeIfPresent(Double.self, forKey: .clockDriftPPM)
    covered = try values.decodeIfPresent([Int].self, forKey: .covered) ?? []
    note = try values.decodeIfPresent(String.self, forKey: .note)
    part = try values.decodeIfPresent(Int.self, forKey: .part)
    continues = try values.decodeIfPresent(TakeID.self, forKey: .continues)
    answer = try values.decodeIfPresent(TakeID.self, forKey: .answer)
    isSeamless = try values.decodeIfPresent(Bool.self, forKey: .isSeamless) ?? false
  }

  /// Encodes in `format`: an absent value has no key, except that the lists of format 1 are always written.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(format, forKey: .format)
    try values.encode(id, forKey: .id)
    try values.encode(state, forKey: .state)
    try values.encode(prompt, forKey: .prompt)
    try values.encode(target, forKey: .target)
    try values.encode(targetSource, forKey: .targetSource)
    try values.encode(recordedAt, forKey: .recordedAt)
    try values.encode(device, forKey: .device)
    try values.encode(frames, forKey: .frames)
    try values.encode(gaps, forKey: .gaps)
    if !marks.isEmpty { try values.encode(marks, forKey: .marks) }
    try values.encodeIfPresent(ending, forKey: .ending)
    try values.encodeIfPresent(clockDriftPPM, forKey: .clockDriftPPM)
    try values.encode(covered, forKey: .covered)
    try values.encodeIfPresent(note, forKey: .note)
    try values.encodeIfPresent(part, forKey: .part)
    try values.encodeIfPresent(continues, forKey: .continues)
    try values.encodeIfPresent(answer, forKey: .answer)
    if isSeamless { try values.encode(isSeamless, forKey: .isSeamless) }
  }
}

/// A sidecar that a later version of Aloud wrote.
public struct NewerTakeFormat: Error, Hashable {
  /// Its format; this version reads up to `Take.currentFormat`.
  public let found: Int
}
