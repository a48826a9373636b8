// The yardstick of scripts/bench: decodes sound files to Float with libsndfile's own call and does nothing with them,
// in blocks that stay in the cache, as `aloud analyze` reads, or with --whole each file in one call.
import CSndFile

let arguments = CommandLine.arguments.dropFirst()
for path in arguments where path != "--whole" {
  var info = SF_INFO()
  guard let handle = sf_open(path, Int32(SFM_READ), &info), info.channels > 0 else { continue }
  let frames = arguments.contains("--whole") ? info.frames : 4096
  let block = UnsafeMutableBufferPointer<Float>.allocate(capacity: Int(frames) * Int(info.channels))
  while sf_readf_float(handle, block.baseAddress, frames) > 0 {}
  block.deallocate()
  sf_close(handle)
}
