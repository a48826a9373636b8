public import Signal

/// One recording of one prompt: all that the audio cannot say. It is kept beside the audio as `take.json`.
public struct Take: Hashable, Sendable, Codable {
  /// Format of the sidecar; a reader refuses a larger one.
  public static let currentFormat = 1

  /// Format this take was written in.
  public var format: Int = Take.currentFormat
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
  /// The device and how it was opened.
  public var device: DeviceChain
  /// Frames in the audio file; 0 until the take is finished.
  public var frames: Int64 = 0
  /// Audio that the device lost.
  public var gaps: [Gap] = []
  /// Why the recording ended; `nil` while it runs, and for a take found after a crash.
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
    device: DeviceChain
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
  public func nextPart(id: TakeID, recordedAt: Timestamp, device: DeviceChain) -> Take {
    var next = Take(
      id: id, prompt: prompt, target: target, targetSource: targetSource, recordedAt: recordedAt,
      device: device)
    next.part = (part ?? 1) + 1
    next.continues = self.id
    return next
  }
}

extension Take {
  /// Decodes and checks. What a take begins without may be missing; keys that are not known are passed over.
  /// - Throws: `NewerTakeFormat`, whatever else the value holds; `DecodingError`.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    format = try values.decode(Int.self, forKey: .format)
    guard format <= Self.currentFormat else { throw NewerTakeFormat(found: format) }
    id = try values.decode(TakeID.self, forKey: .id)
    state = try values.decode(State.self, forKey: .state)
    prompt = try values.decode(PromptReference.self, forKey: .prompt)
    target = try values.decode(Target.self, forKey: .target)
    targetSource = try values.decode(TargetSource.self, forKey: .targetSource)
    recordedAt = try values.decode(Timestamp.self, forKey: .recordedAt)
    device = try values.decode(DeviceChain.self, forKey: .device)
    frames = try values.decodeIfPresent(Int64.self, forKey: .frames) ?? 0
    gaps = try values.decodeIfPresent([Gap].self, forKey: .gaps) ?? []
    ending = try values.decodeIfPresent(Ending.self, forKey: .ending)
    clockDriftPPM = try values.decodeIfPresent(Double.self, forKey: .clockDriftPPM)
    covered = try values.decodeIfPresent([Int].self, forKey: .covered) ?? []
    note = try values.decodeIfPresent(String.self, forKey: .note)
    part = try values.decodeIfPresent(Int.self, forKey: .part)
    continues = try values.decodeIfPresent(TakeID.self, forKey: .continues)
  }
}

/// A sidecar that a later version of Aloud wrote.
public struct NewerTakeFormat: Error, Hashable {
  /// Its format; this version reads up to `Take.currentFormat`.
  public let found: Int
}

/// The prompt of a take, copied at the time of the recording.
public struct PromptReference: Hashable, Sendable, Codable {
  /// Pack id; empty for a question given on the command line.
  public var pack: String
  /// Prompt id; `free` for a question given on the command line.
  public var id: String
  /// A few words.
  public var title: String
  /// The question.
  public var text: String
  /// Its kind.
  public var kind: PromptKind
  /// What a strong answer covers.
  public var covers: [String]

  /// A reference with everything a review needs.
  public init(pack: String, id: String, title: String, text: String, kind: PromptKind, covers: [String]) {
    self.pack = pack
    self.id = id
    self.title = title
    self.text = text
    self.kind = kind
    self.covers = covers
  }

  /// Copies what a review needs from `prompt`.
  public init(_ prompt: Prompt, pack: String) {
    self.init(
      pack: pack, id: prompt.id, title: prompt.title, text: prompt.text, kind: prompt.kind,
      covers: prompt.covers)
  }
}

/// How the device was opened.
public struct DeviceChain: Hashable, Sendable, Codable {
  /// ALSA name, for example `default` or `plughw:CARD=USB`.
  public var name: String
  /// Frames per second.
  public var sampleRate: Int
  /// Channels captured; the file is mono.
  public var channels: Int
  /// ALSA sample format, for example `S16_LE`.
  public var sampleFormat: String
  /// Frames per period as granted.
  public var periodSize: Int
  /// Frames in the device buffer as granted.
  public var bufferSize: Int

  /// A device as granted.
  public init(
    name: String, sampleRate: Int, channels: Int, sampleFormat: String, periodSize: Int, bufferSize: Int
  ) {
    self.name = name
    self.sampleRate = sampleRate
    self.channels = channels
    self.sampleFormat = sampleFormat
    self.periodSize = periodSize
    self.bufferSize = bufferSize
  }
}
