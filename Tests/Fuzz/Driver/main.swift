import Foundation
import FuzzTargets

#if FUZZING
  import CLibFuzzer
#endif

// fuzz-driver                          lists the targets
// fuzz-driver TARGET --seeds FOLDER    writes its seeds
// fuzz-driver TARGET FILE …            goes over files, as the fuzzer would
// fuzz-driver TARGET [libFuzzer's own] fuzzes, where it was built for that by scripts/fuzz

let arguments = CommandLine.arguments
guard arguments.count > 1 else {
  for target in FuzzTarget.all { print(target.name + "\t" + target.about) }
  exit(0)
}
let target = FuzzTarget.named(arguments[1])
if target == nil {
  print("there is no target \(arguments[1])")
  exit(2)
}

/// Ends the process as a trap does: libFuzzer keeps the input.
func run(_ bytes: [UInt8]) {
  do { try target?.run(bytes) } catch {
    FileHandle.standardError.write(Data("broken: \(error)\n".utf8))
    abort()
  }
}

if arguments.count == 4, arguments[2] == "--seeds" {
  for (number, seed) in (try target?.seeds() ?? []).enumerated() {
    try Data(seed).write(to: URL(filePath: arguments[3]).appending(path: "seed-\(number)"))
  }
  exit(0)
}

#if FUZZING
  var rest: [UnsafeMutablePointer<CChar>?] =
    ([arguments[0]] + arguments.dropFirst(2)).map { strdup($0) } + [nil]
  var count = Int32(rest.count - 1)
  rest.withUnsafeMutableBufferPointer { buffer in
    var base = buffer.baseAddress
    exit(
      LLVMFuzzerRunDriver(&count, &base) { bytes, count in
        run(Array(UnsafeBufferPointer(start: bytes, count: count)))
        return 0
      })
  }
#else
  for file in arguments.dropFirst(2) { run([UInt8](try Data(contentsOf: URL(filePath: file)))) }
#endif
