// The yardstick of scripts/bench: decodes sound files to Float with libsndfile's own call, in the blocks that
// `aloud analyze` reads, and does nothing with them.
import CSndFile

let block = UnsafeMutableBufferPointer<Float>.allocate(capacity: 4096)
defer { block.deallocate() }
for path in CommandLine.arguments.dropFirst() {
  var info = SF_INFO()
  guard let handle = sf_open(path, Int32(SFM_READ), &info), info.channels > 0 else { continue }
  let frames = Int64(block.count / Int(info.channels))
  while sf_readf_float(handle, block.baseAddress, frames) > 0 {}
  sf_close(handle)
}
