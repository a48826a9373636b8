public import Files
import Report
public import Signal
import SoundFile
public import SpeechTiming

/// Measures one sound file from its first to its last block.
public struct FileAnalysis: Sendable {
  /// The file, as it is shown.
  public let file: FileName
  private let location: FileName
  private let gaps: [Gap]
  private let isTake: Bool
  private let channels: ChannelSelection

  /// An analysis of any file of the person's.
  /// - Parameters:
  ///   - location: where it can be opened, if not under that name.
  ///   - channels: which channels to measure if there are several.
  public init(_ file: FileName, at location: FileName? = nil, channels: ChannelSelection = .automatic) {
    (self.file, self.location, self.channels, gaps, isTake) = (file, location ?? file, channels, [], false)
  }

  /// An analysis of a take's audio at `path`, with the gaps that the recorder noted. A link is refused there.
  public init(take path: String, gaps: [Gap]) {
    (file, location, channels, self.gaps, isTake) = (FileName(path), FileName(path), .automatic, gaps, true)
  }

  /// Measures the file to its true end. What of it could not be read is in the gaps and doubts of the result.
  /// - Parameter progress: told the share that is done, 0…1, about ten times per second of work; never called
  ///   for short files.
  /// - Throws: `SoundFileError`, `NoSuchChannel`.
  public func run(progress: (Double) -> Void = { _ in }) throws -> Pacing {
    let reader = try SoundFileReader(location, refusingLinks: isTake, name: file.text)
    var analyzer = SpeechAnalyzer(sampleRate: reader.sampleRate)
    guard channels.fits(reader.channels) else {
      throw NoSuchChannel(file: file, channels: reader.channels, wanted: channels.text)
    }
    var downmix = Downmix(
      channels: reader.channels, sampleRate: reader.sampleRate, selection: channels)
    var mono: [Float] = []
    let block = UnsafeMutableBufferPointer<Float>.allocate(capacity: Self.framesPerBlock * reader.channels)
    defer { block.deallocate() }
    let clock = ContinuousClock()
    var nextReport = clock.now + .seconds(1)
    var frames: Int64 = 0
    while case let count = try reader.read(into: block), count > 0 {
      mono.removeAll(keepingCapacity: true)
      downmix.append(UnsafeBufferPointer(rebasing: block[..<(count * reader.channels)]), to: &mono)
      mono.withUnsafeBufferPointer { analyzer.append($0) }
      frames += Int64(count)
      if reader.frames > 0, clock.now >= nextReport {
        progress(min(1, Double(frames) / Double(reader.frames)))
        nextReport = clock.now + .milliseconds(100)
      }
    }
    mono.removeAll(keepingCapacity: true)
    downmix.finish(into: &mono)
    mono.withUnsafeBufferPointer { analyzer.append($0) }
    var pacing = analyzer.finish(gaps: gaps + reader.gaps)
    // A channel that clips is left out where another has the same sound; the file has it all the same.
    pacing.level.clippings = max(pacing.level.clippings, downmix.clippings)
    pacing.doubts = reader.doubts
    return pacing
  }

  /// Large enough that a call to libsndfile costs nothing, small enough for the cache.
  private static let framesPerBlock = 4096
}

/// A file that lacks the channel that was asked for.
public struct NoSuchChannel: Worded {
  let file: FileName
  let channels: Int
  let wanted: String

  /// What the file has, and what was asked for.
  public var words: String {
    "\(FaultWords.quoted(file.text)) has \(Figures.count(channels, "channel", "channels")), so there is no channel "
      + wanted
  }
}
