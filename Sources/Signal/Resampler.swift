/// Changes mono audio of any rate to a lower or higher rate as it comes in, in constant memory.
///
/// Output n is the input at position n · input ∕ output, exactly (integer arithmetic, no drift over days),
/// through a windowed sinc (`PolyphaseFilter`). The filter's delay is subtracted, so time 0 stays time 0.
///
/// If the input rate is a multiple of the output rate, as with 48 and 16 kHz, a `Decimator` does it several
/// times as fast.
struct Resampler {
  private let filter: PolyphaseFilter
  private var decimator: Decimator?
  private let input, output: Int
  /// Input that is still needed; the first element is input sample `start`.
  private var buffer: [Float]
  private var start: Int
  private var received = 0
  private var produced = 0

  init(_ filter: PolyphaseFilter) {
    self.filter = filter
    (input, output) = (filter.input, filter.output)
    if input > output, input % output == 0 {
      decimator = Decimator(factor: input / output, taps: filter.first, middle: filter.reach - 1)
    }
    // The time before the recording counts as silence.
    start = -filter.reach
    buffer = [Float](repeating: 0, count: filter.reach)
  }

  /// Takes the next input samples minus `origin`, and appends every output that they complete.
  mutating func append(
    _ samples: UnsafeBufferPointer<Float>, minus origin: Float = 0, to result: inout [Float]
  ) {
    received += samples.count
    guard decimator == nil else {
      let before = result.count
      decimator?.append(samples, minus: origin, to: &result)
      produced += result.count - before
      return
    }
    buffer.reserveCapacity(buffer.count + samples.count)
    for sample in samples { buffer.append(sample - origin) }
    drain(into: &result, until: .max)
  }

  /// Completes the outputs at the end. The recording is continued with its last sample, so that a DC offset
  /// makes no step. The number of outputs becomes ⌈inputs · output ∕ input⌉.
  mutating func finish(last: Float, into result: inout [Float]) {
    let outputs = (received * output + input - 1) / input
    let padding = [Float](repeating: last, count: filter.taps)
    if decimator == nil {
      buffer += padding
      drain(into: &result, until: outputs)
    } else {
      padding.withUnsafeBufferPointer { append($0, to: &result) }
      result.removeLast(max(0, produced - outputs))
    }
  }

  private mutating func drain(into result: inout [Float], until limit: Int) {
    // Position of the next output: whole input samples, and the remainder in 1 ∕ output.
    var (whole, rest) = (produced * input).quotientAndRemainder(dividingBy: output)
    let (step, stepRest) = input.quotientAndRemainder(dividingBy: output)
    let offset = 1 - filter.reach - start
    let filter = filter
    func next() -> PolyphaseFilter.Place {
      let phase = filter.phases == 1 ? 0 : (rest * filter.phases + output / 2) / output
      let place = PolyphaseFilter.Place(start: whole + offset, phase: phase)
      whole += step
      rest += stepRest
      if rest >= output { (whole, rest) = (whole + 1, rest - output) }
      return place
    }
    buffer.withUnsafeBufferPointer { buffer in
      while produced + 4 <= limit, whole + 4 * (step + 1) + offset + filter.taps <= buffer.count {
        let values = filter.values(of: buffer, at: (next(), next(), next(), next()))
        result.append(values[0])
        result.append(values[1])
        result.append(values[2])
        result.append(values[3])
        produced += 4
      }
      while produced < limit, whole + offset + filter.taps <= buffer.count {
        result.append(filter.value(of: buffer, at: next()))
        produced += 1
      }
    }
    let used = whole + offset
    // Moving the remaining input costs little if it is done rarely.
    if used > 8192 {
      buffer.removeFirst(used)
      start += used
    }
  }
}
