import Signal

/// What went wrong while a file was read, and how that is told.
struct DoubtAccount {
  /// Frames before each place that could not be read, of which nobody knows how much it held.
  var troubles: [Int64] = []
  /// Frames before each part with another rate or other channels.
  var strangers: [Int64] = []
  /// For each gap: did something broken stand there?
  var areDamage: [Bool] = []

  /// Seconds that a claim may be off: what decoders leave out at both ends, and less than anybody measures.
  private static let tolerance = 0.02

  /// True if a file that counts its frames has not given them all.
  func isShort(_ map: SoundMap, _ position: Int64) -> Bool {
    if case .frames(let claimed)? = map.claim { position < claimed } else { false }
  }

  /// The doubts about a file of which `read` frames could be read.
  func doubts(_ map: SoundMap, read: Int64, at rate: SampleRate, _ gaps: [Gap], _ ending: SoundEnding?)
    -> [FileDoubt]
  {
    let seconds = rate.seconds(atFrame: read)
    func places(_ frames: [Int64]) -> [Double] { frames.map { rate.seconds(atFrame: $0) } }
    var doubts: [FileDoubt] = []
    if let length = length(map, read: read, at: rate) { doubts.append(length) }
    if let ending {
      let isShort = ending.claimed.map { $0 > seconds + SoundEnding.tolerance } ?? false
      if isShort || ending.isCut {
        doubts.append(
          FileDoubt(.cutShort, claimed: isShort ? ending.claimed : nil, read: seconds, places: [seconds]))
      } else if ending.troubles > 0 {
        doubts.append(FileDoubt(.damaged, read: seconds, count: ending.troubles))
      }
    }
    let broken = zip(gaps, areDamage).filter(\.1).map(\.0)
    let count = broken.count + troubles.count + map.brokenPlaces
    if count > 0 {
      let missing = broken.reduce(0) { $0 + rate.seconds(atFrame: $1.length) }
      let found = places((broken.map(\.position) + troubles).sorted())
      doubts.append(
        FileDoubt(
          .damaged, read: seconds, missing: broken.isEmpty ? nil : missing, places: found, count: count))
    }
    let holes = zip(gaps, areDamage).filter { !$0.1 }.map(\.0)
    if !holes.isEmpty {
      let missing = holes.reduce(0) { $0 + rate.seconds(atFrame: $1.length) }
      doubts.append(FileDoubt(.hole, read: seconds, missing: missing, places: places(holes.map(\.position))))
    }
    if !strangers.isEmpty { doubts.append(FileDoubt(.notMeasured, read: seconds, places: places(strangers))) }
    return doubts
  }

  /// The doubt about the length of the whole.
  private func length(_ map: SoundMap, read: Int64, at rate: SampleRate) -> FileDoubt? {
    let seconds = rate.seconds(atFrame: read)
    if map.isNotClosed { return FileDoubt(.notClosed, read: seconds) }
    if map.isCut { return FileDoubt(.cutShort, read: seconds, places: [seconds]) }
    let claimed: Double
    switch map.claim {
    case .frames(let frames)?:
      claimed = rate.seconds(atFrame: frames)
    case .share(let whole, let present)?:
      guard whole != present else { return nil }
      guard present > 0 else { return FileDoubt(.cutShort, read: seconds, places: [seconds]) }
      claimed = seconds * Double(whole) / Double(present)
    case nil:
      return nil
    }
    if claimed > seconds + Self.tolerance {
      return FileDoubt(.cutShort, claimed: claimed, read: seconds, places: [seconds])
    }
    return claimed < seconds - Self.tolerance ? FileDoubt(.longer, claimed: claimed, read: seconds) : nil
  }
}
