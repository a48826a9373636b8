/// Turns the samples of one recording into a `FeatureTable`, block by block. The result does not depend on
/// the size of the blocks: samples are collected to hops of 10 ms, and windows are computed eight at a time.
package struct FeatureExtractor {
  /// Features that are ready. The owner may drop windows from the front.
  package var table = FeatureTable()
  /// Peak and clipping.
  package private(set) var meter = HopMeter()
  /// Loudness after EBU R128.
  package private(set) var loudness = LoudnessMeter()
  /// Samples taken so far.
  package private(set) var samples: Int64 = 0

  private let rate: SampleRate
  private var hop: [Float] = []
  private var hops = 0
  /// The first sample. It is subtracted from all samples, so that a DC offset makes no step at the start.
  private var origin: Float = 0
  private var lastSample: Float = 0
  private var resampler: Resampler
  private var narrower = Resampler(
    PolyphaseFilter(from: SampleRate.speech.hertz, to: Periodicity.rate, halfLength: 5))
  private var highPass = Biquad.highPass()
  private var spectral = SpectralFeatures()
  private var periodicity = Periodicity()
  /// High-passed samples at 16 kHz, and the same at 4 kHz, starting with the first that the next windows
  /// need.
  private var wide = [Float](repeating: 0, count: Self.lead)
  private var narrow = [Float](repeating: 0, count: Self.narrowLead)
  /// Samples that a window has before its hop: the middle of the window is the middle of the hop.
  private static let lead = (SpectralFeatures.length - FeatureTable.hopSamples) / 2
  private static let narrowLead = (Periodicity.length - Periodicity.hop) / 2
  /// Windows computed at a time: one per SIMD lane.
  private static let batch = 8

  /// An extractor for mono audio of this rate.
  package init(sampleRate: SampleRate) {
    rate = sampleRate
    resampler = Resampler(PolyphaseFilter(from: sampleRate.hertz, to: SampleRate.speech.hertz))
  }

  /// Takes the next samples. Those that are not finite count as 0; those beyond ±1024 (+60 dBFS) are clamped.
  package mutating func append(_ block: UnsafeBufferPointer<Float>) {
    var next = 0
    while next < block.count {
      let boundary = (hops + 1) * rate.hertz
      let missing = (boundary + 99) / 100 - Int(samples)
      let taken = min(missing, block.count - next)
      let part = UnsafeBufferPointer(rebasing: block[next..<(next + taken)])
      next += taken
      samples += Int64(taken)
      // Most hops lie entirely in one block and are read in place.
      if taken == missing, hop.isEmpty, Self.isSound(part) {
        closeHop(part)
      } else {
        take(part)
        if taken == missing { closeHop() }
      }
    }
  }

  /// True if every sample is finite and within ±1024.
  private static func isSound(_ samples: UnsafeBufferPointer<Float>) -> Bool {
    // Without their signs, floats have the same order as their bits; infinity and NaN come last.
    samples.reduce(Int32(0)) { $0 | (0x4480_0000 &- Int32(bitPattern: $1.bitPattern & 0x7FFF_FFFF)) } >= 0
  }

  private mutating func take(_ samples: UnsafeBufferPointer<Float>) {
    if Self.isSound(samples) {
      hop.append(contentsOf: samples)
    } else {
      hop += samples.map { abs($0) <= 1024 ? $0 : $0.isFinite ? ($0 < 0 ? -1024 : 1024) : 0 }
    }
  }

  /// Completes the windows at the end of the recording; the last may cover less than a hop.
  package mutating func finish() {
    if !hop.isEmpty { closeHop() }
    let before = wide.count
    resampler.finish(last: lastSample - origin, into: &wide)
    takeResampled(from: before)
    // Silence after the end completes the last windows; the surplus is dropped.
    let silence = [Float](repeating: 0, count: Self.batch * FeatureTable.hopSamples + 1024)
    wide += silence
    narrow(silence, from: 0)
    computeWindows()
    table.trim()
  }

  /// Closes the collected hop.
  private mutating func closeHop() {
    let collected = hop
    collected.withUnsafeBufferPointer { closeHop($0) }
    hop.removeAll(keepingCapacity: true)
  }

  private mutating func closeHop(_ hop: UnsafeBufferPointer<Float>) {
    if hops == 0 { origin = hop.first ?? 0 }
    let (mean, variance) = meter.append(hop, to: &table)
    lastSample = hop.last ?? 0
    let before = wide.count
    resampler.append(hop, minus: origin, to: &wide)
    loudness.append(wide, from: before, power: variance + (mean - origin) * (mean - origin))
    takeResampled(from: before)
    computeWindows()
    hops += 1
  }

  private mutating func takeResampled(from before: Int) {
    highPass.apply(to: &wide, from: before)
    narrow(wide, from: before)
  }

  private mutating func narrow(_ samples: [Float], from before: Int) {
    samples.withUnsafeBufferPointer { samples in
      narrower.append(UnsafeBufferPointer(rebasing: samples[before...]), to: &narrow)
    }
  }

  private mutating func computeWindows() {
    let reach = (Self.batch - 1) * FeatureTable.hopSamples + SpectralFeatures.length
    let narrowReach = (Self.batch - 1) * Periodicity.hop + Periodicity.length
    var (used, narrowUsed) = (0, 0)
    while wide.count - used >= reach, narrow.count - narrowUsed >= narrowReach {
      spectral.append(wide, from: used, to: &table)
      periodicity.append(narrow, from: narrowUsed, to: &table)
      for half in 0..<Self.batch {
        let start = used + Self.lead + half * FeatureTable.hopSamples
        table.halves.append(Self.halves(wide, from: start))
      }
      used += Self.batch * FeatureTable.hopSamples
      narrowUsed += Self.batch * Periodicity.hop
    }
    if used > 0 {
      wide.removeFirst(used)
      narrow.removeFirst(narrowUsed)
    }
  }

  /// Mean power of two neighbouring stretches of 5 ms, in dB.
  private static func halves(_ samples: [Float], from start: Int) -> SIMD2<Float> {
    let half = FeatureTable.hopSamples / 2
    var power = SIMD8<Float>(repeating: 0)
    samples.withUnsafeBytes { raw in
      for part in 0..<2 {
        var sum = SIMD8<Float>.zero
        for block in 0..<(half / 8) {
          let offset = (start + part * half + block * 8) * 4
          let value = raw.loadUnaligned(fromByteOffset: offset, as: SIMD8<Float>.self)
          sum += value * value
        }
        power[part] = sum.sum() / Float(half)
      }
    }
    let level = Decibels.ofPower(power)
    return SIMD2(level[0], level[1])
  }
}
