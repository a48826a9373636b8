// The yardstick of scripts/bench: decodes sound files to Float through libsndfile, in the blocks that
// `aloud analyze` reads, and does nothing with them.
import SoundFile

let block = UnsafeMutableBufferPointer<Float>.allocate(capacity: 16_384)
defer { block.deallocate() }
for path in CommandLine.arguments.dropFirst() {
  let reader = try SoundFileReader(path: path)
  while try reader.readMono(into: block) > 0 {}
}
