/// Decides which of several channels are used, slice by slice, each slice before it is folded. It looks at what came
/// so far and at nothing later, so the same rules serve a microphone and a file.
///
/// - One channel leads: the one with the most speech. A sound that several channels share counts more than one that a
///   single channel has, and the last two channels count less if they share nothing with the others, because arrays
///   and interfaces put there what the machine plays. Another channel must be 6 dB better to take over.
/// - Where the leading channel is quiet, and another that is not known for talking at the same time has speech, that
///   one leads meanwhile: a voice may move from one channel to another.
/// - Other channels join the mean if they agree in phase and are at most 10 dB quieter. If the mean of a slice would
///   lose what is in it, the leading channel is used alone.
/// - A channel that clips is left out while another has the same sound.
/// - Before there is any speech, the leading channel is the louder of two; of more, one of those that share a sound.
struct ChannelJudge {
  /// The channels that are used now.
  private(set) var used: ChannelSet
  /// The channel whose sound is used.
  private(set) var lead = 0
  /// How often the used channels have changed.
  private(set) var changes = 0

  let selection: ChannelSelection
  private(set) var history: ChannelHistory
  private let channels: Int
  private var reference = 0
  private var isBegun = false
  /// Seconds so far.
  private var time = 0.0
  private var joinAfter = 0.0
  private var clipsUntil: [Double]

  /// So much speech, in seconds, says more than a click.
  private static let someSpeech: Float = 0.06
  /// 6 dB.
  private static let better: Float = 4
  /// Weight of a last channel that shares nothing with those before it: −17 dB.
  private static let lastWeight: Float = 0.02
  /// A channel that stands out for more than this share of its time together with the leading one is another source.
  private static let mostOverlap: Float = 0.2
  /// Likeness, and energy against the leading channel, that a channel needs to join the mean, and to stay in it.
  private static let joining: (likeness: Float, level: Float) = (0.6, 0.1)
  private static let staying: (likeness: Float, level: Float) = (0.4, 0.05)
  /// 20 dB: a reference so far below a channel that had the same sound has lost it.
  private static let died: Float = 100
  /// How long a channel that clipped is left out, in seconds.
  private static let clippingLasts = 10.0

  init(channels: Int, selection: ChannelSelection) {
    self.channels = channels
    self.selection = selection
    history = ChannelHistory(channels: channels)
    clipsUntil = [Double](repeating: 0, count: channels)
    switch selection {
    case .automatic: used = ChannelSet(0)
    case .sum: used = .first(channels)
    case .channel(let number):
      lead = min(max(1, number), channels) - 1
      used = ChannelSet(lead)
    }
  }

  /// Looks at the next slice, of so many seconds, and decides how to fold it.
  mutating func judge(_ slice: borrowing SliceMeter, seconds: Float) {
    time += Double(seconds)
    history.add(slice, seconds: seconds)
    for channel in 0..<channels where slice.clipped.contains(channel) {
      clipsUntil[channel] = time + Self.clippingLasts
    }
    guard selection == .automatic else { return }
    chooseReference()
    let leader = undamaged(speaker())
    let members = members(of: leader, slice)
    if members != used, isBegun {
      changes += 1
      joinAfter = max(joinAfter, time + 1)
    }
    isBegun = true
    (lead, used) = (leader, members)
  }

  /// True until the first slice is judged.
  var isFresh: Bool { !isBegun }

  /// True if the channel clipped lately.
  func clips(_ channel: Int) -> Bool { clipsUntil[channel] > time }

  /// True if there was speech in the channel that leads.
  var hasVoice: Bool { history.spoken[lead] >= Self.someSpeech }

  /// True if there is too little speech in the reference to stay with it.
  private var isUndecided: Bool { history.spoken[reference] < Self.someSpeech }

  // MARK: Which channel has the answer

  private mutating func chooseReference() {
    var most: Float = 0
    for channel in 0..<channels { most = max(most, history.spoken[channel]) }
    if most >= Self.someSpeech {
      var (best, bestRank) = (reference, Float(0))
      for channel in 0..<channels where history.spoken[channel] >= max(Self.someSpeech, 0.5 * most) {
        let rank = rank(channel)
        if rank > bestRank { (best, bestRank) = (channel, rank) }
      }
      let present = history.spoken[reference] >= 0.25 * most ? rank(reference) : 0
      if bestRank > Self.better * present { reference = best }
    } else if !isBegun || !history.isAlive(reference) {
      reference = channelBeforeSpeech()
    } else if channels == 2, history.level(1 - reference) > 10 * history.level(reference) {
      reference = 1 - reference
    }
  }

  private func rank(_ channel: Int) -> Float {
    let share = Float(sharing(channel))
    return history.voices[channel] * share * share * weight(channel)
  }

  /// Number of channels with the sound of this one.
  private func sharing(_ channel: Int) -> Int {
    var count = 1
    for other in 0..<channels where other != channel && history.haveSameSound(channel, other) { count += 1 }
    return count
  }

  private func weight(_ channel: Int) -> Float {
    let first = channels < 3 ? channels : channels == 3 ? 2 : channels - 2
    guard channel >= first else { return 1 }
    for other in 0..<first where history.haveSameSound(channel, other) { return 1 }
    return Self.lastWeight
  }

  private func channelBeforeSpeech() -> Int {
    var (best, most) = (0, Float(0))
    for channel in 0..<channels where history.isAlive(channel) {
      let share = Float(sharing(channel))
      // The loudest of two channels; of more, one in the middle, because a tone or hum is the loudest.
      let size =
        channels == 2 ? history.level(channel) : share > 1 ? share : 1 / (1 + distanceFromMiddle(channel))
      let rank = size * (channels > 2 && weight(channel) < 1 ? 0.5 : 1)
      if rank > most { (best, most) = (channel, rank) }
    }
    return best
  }

  /// How many of the living channels would have to change places for this one to be in the middle.
  private func distanceFromMiddle(_ channel: Int) -> Float {
    var (below, above) = (0, 0)
    for other in 0..<channels where other != channel && history.isAlive(other) {
      if history.level(other) < history.level(channel) { below += 1 } else { above += 1 }
    }
    return Float(abs(below - above)) / 2
  }

  /// The reference; while it is quiet, another channel that speaks in its place.
  private func speaker() -> Int {
    guard !history.speaking.contains(reference) || history.energies[reference] < ChannelHistory.silence else {
      return reference
    }
    var (best, most) = (reference, Self.better * history.energies[reference])
    for channel in 0..<channels where history.active.contains(channel) {
      // A channel with the same sound is just a little later or earlier, unless the reference has died.
      guard
        history.haveSameSound(channel, reference)
          ? history.energies[channel] > Self.died * history.energies[reference]
          : isUndecided
            || (weight(channel) == 1 && history.overlap(of: channel, with: reference) <= Self.mostOverlap)
      else { continue }
      if history.energies[channel] > most { (best, most) = (channel, history.energies[channel]) }
    }
    // Between two syllables the one that took over goes on.
    return best == reference && lead != reference && history.speaking.contains(lead) ? lead : best
  }

  // MARK: What is used with it

  /// The leader, or the loudest channel with the same sound that does not clip.
  private func undamaged(_ leader: Int) -> Int {
    guard clips(leader) else { return leader }
    var (best, most) = (leader, Float(0))
    for channel in 0..<channels where !clips(channel) && history.haveSameSound(channel, leader) {
      let level = history.level(channel)
      // A channel more than 25 dB down only has crosstalk.
      if level > most, level > 0.003 * history.level(leader) { (best, most) = (channel, level) }
    }
    return best
  }

  private mutating func members(of leader: Int, _ slice: borrowing SliceMeter) -> ChannelSet {
    var members = ChannelSet(leader)
    guard !clips(leader) else { return members }
    let isNew = !used.contains(leader) || !isBegun
    for channel in 0..<channels where channel != leader && !clips(channel) {
      let stays = !isNew && used.contains(channel)
      guard stays || isNew || time >= joinAfter else { continue }
      let least = stays ? Self.staying : Self.joining
      let ratio = history.level(channel) / max(history.level(leader), .leastNormalMagnitude)
      if history.likeness(channel, leader) >= least.likeness, ratio >= least.level, ratio <= 1 / least.level {
        members.insert(ChannelSet(channel))
      }
    }
    guard members.count > 1, history.active.contains(leader), loses(members, slice) else { return members }
    joinAfter = time + 5
    return ChannelSet(leader)
  }

  /// True if the mean of this slice has less than half of what channels that have nothing to do with each other would
  /// leave: they cancel each other.
  private func loses(_ members: ChannelSet, _ slice: borrowing SliceMeter) -> Bool {
    var (sum, alone) = (Float(0), Float(0))
    for row in 0..<channels where members.contains(row) {
      alone += slice.products[row * channels + row]
      for column in 0..<channels where members.contains(column) {
        sum += slice.products[row * channels + column]
      }
    }
    return sum < 0.5 * alone
  }
}
