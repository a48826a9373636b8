/// Brings mono audio of any rate to a lower or higher one as it comes in, in memory that does not grow.
///
/// Output n is the input at the position n · input ∕ output, exactly (integer arithmetic, no drift over days),
/// seen through a windowed sinc (`PolyphaseFilter`); the filter's delay is taken off, so time 0 stays time 0.
struct Resampler {
  private let filter: PolyphaseFilter
  private let input, output: Int
  /// Input not yet used up; the first element is input sample `start`.
  private var buffer: [Float]
  private var start: Int
  private var produced = 0

  init(_ filter: PolyphaseFilter) {
    self.filter = filter
    (input, output) = (filter.input, filter.output)
    // What came before the recording counts as silence.
    start = -filter.reach
    buffer = [Float](repeating: 0, count: filter.reach)
  }

  /// Takes the next input samples and appends every output that they complete.
  mutating func append(_ samples: ArraySlice<Float>, to result: inout [Float]) {
    buffer.append(contentsOf: samples)
    drain(into: &result, until: .max)
  }

  /// Completes the outputs at the end: the recording is continued with its last sample, so that a DC offset
  /// makes no step. The number of outputs becomes ⌈inputs · output ∕ input⌉.
  mutating func finish(last: Float, into result: inout [Float]) {
    let end = start + buffer.count
    buffer.append(contentsOf: repeatElement(last, count: filter.taps))
    drain(into: &result, until: (end * output + input - 1) / input)
  }

  private mutating func drain(into result: inout [Float], until limit: Int) {
    // Position of the next output: whole input samples and a rest in 1 ∕ output.
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
    // Moving what is left costs little when it is done seldom.
    if used > 8192 {
      buffer.removeFirst(used)
      start += used
    }
  }
}
