import Glibc

/// What several channels have had so far, with the newest weighing most: how loud each is, which have speech, and
/// which have the same sound.
///
/// A channel *stands out* where it is 9 dB over the least that it had in the last 0.4 to 0.8 s: speech does so at each
/// syllable; hum, a tone and steady noise never do. Once made it does not allocate.
struct ChannelHistory {
  let channels: Int
  /// Energy of the changes in this slice, by channel.
  private(set) var energies: [Float]
  /// Channels that stand out in this slice.
  private(set) var active: ChannelSet = []
  /// Channels that stood out within the last 0.12 s: between two syllables.
  private(set) var speaking: ChannelSet = []
  /// Energy that stood out, by channel.
  private(set) var voices: [Float]
  /// Seconds that stood out, by channel.
  private(set) var spoken: [Float]

  private var alike: [Float]
  /// Seconds in `alike`, forgotten at the same pace.
  private var heard: Float = 0
  private var together: [Float]
  private var quiet: [Float]
  private var quietBefore: [Float]
  private var nextQuiet: Float
  private var hangover: [Float]

  /// Energies below this are silence: the change of a dithered sample of 16 bits.
  static let silence: Float = 2e-10
  /// 9 dB.
  private static let standsOut: Float = 8
  private static let quietSpan: Float = 0.4
  private static let linger: Float = 0.12
  /// Half-lives in seconds: of likeness while anything stands out and while nothing does, and of speech.
  private static let likenessLife: (Float, Float) = (2, 20)
  private static let speechLife: Float = 5

  init(channels: Int) {
    self.channels = channels
    // Each an array of its own: one that shares its memory would be copied, on the capture thread, when it first changes.
    func array(of value: Float, _ count: Int) -> [Float] { [Float](repeating: value, count: count) }
    energies = array(of: 0, channels)
    (voices, spoken, hangover) = (array(of: 0, channels), array(of: 0, channels), array(of: 0, channels))
    (quiet, quietBefore) = (array(of: .infinity, channels), array(of: .infinity, channels))
    nextQuiet = Self.quietSpan
    (alike, together) = (array(of: 0, channels * channels), array(of: 0, channels * channels))
  }

  /// Takes what a slice of so many seconds has.
  mutating func add(_ slice: borrowing SliceMeter, seconds: Float) {
    nextQuiet -= seconds
    let turns = nextQuiet <= 0
    if turns { nextQuiet = Self.quietSpan }
    active = []
    for channel in 0..<channels {
      let energy = slice.products[channel * channels + channel] + Self.silence / 2
      energies[channel] = energy
      let least = min(quiet[channel], quietBefore[channel])
      let standsOut = least.isFinite && energy > Self.standsOut * least
      if turns { (quietBefore[channel], quiet[channel]) = (quiet[channel], .infinity) }
      quiet[channel] = min(quiet[channel], energy)
      hangover[channel] = standsOut ? Self.linger : max(0, hangover[channel] - seconds)
      if standsOut { active.insert(ChannelSet(channel)) }
      if hangover[channel] > 0 {
        speaking.insert(ChannelSet(channel))
      } else {
        speaking.remove(ChannelSet(channel))
      }
    }
    remember(slice, seconds)
  }

  private mutating func remember(_ slice: borrowing SliceMeter, _ seconds: Float) {
    let isLoud = !active.isEmpty
    let kept = exp2f(-seconds / (isLoud ? Self.likenessLife.0 : Self.likenessLife.1))
    heard = heard * kept + seconds
    for index in alike.indices { alike[index] = alike[index] * kept + slice.products[index] * seconds }
    guard isLoud else { return }
    let speechKept = exp2f(-seconds / Self.speechLife)
    for channel in 0..<channels {
      let isActive = active.contains(channel)
      voices[channel] = voices[channel] * speechKept + (isActive ? energies[channel] * seconds : 0)
      spoken[channel] = spoken[channel] * speechKept + (isActive ? seconds : 0)
      for other in 0..<channels {
        let index = channel * channels + other
        together[index] =
          together[index] * speechKept + (isActive && active.contains(other) ? seconds : 0)
      }
    }
  }

  /// The level of a channel as an energy.
  func level(_ channel: Int) -> Float {
    heard > 0 ? alike[channel * channels + channel] / heard : 0
  }

  /// True if there is any sound in it.
  func isAlive(_ channel: Int) -> Bool { level(channel) > Self.silence }

  /// How alike two channels are: 1 the same, 0 another sound, −1 the same upside down. 0 if one is silent.
  func likeness(_ one: Int, _ other: Int) -> Float {
    guard isAlive(one), isAlive(other) else { return 0 }
    return alike[one * channels + other] / heard / (level(one) * level(other)).squareRoot()
  }

  /// True if two channels have the same sound, either way up.
  func haveSameSound(_ one: Int, _ other: Int) -> Bool {
    let likeness = likeness(one, other)
    return likeness * likeness >= 0.25
  }

  /// Share of the time that `channel` stood out in which `other` did too, 0…1.
  func overlap(of channel: Int, with other: Int) -> Float {
    spoken[channel] > 0 ? together[channel * channels + other] / spoken[channel] : 0
  }
}
