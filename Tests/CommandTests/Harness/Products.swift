import Foundation

/// What the build made beside the tests.
enum Products {
  /// The folder of the running test binary.
  private static let folder: URL = {
    let path = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(filePath: path).deletingLastPathComponent()
  }()

  static let aloud = folder.appending(path: "aloud").path
  static let microphonePlugin = folder.appending(path: "libasound_module_pcm_aloudmic.so").path
  static let interposer = folder.appending(path: "libinterposer.so").path
  static let captureChild = folder.appending(path: "capture-child").path

  /// Can a library be put between a program of this build and the system? Sanitizers have an allocator of their own,
  /// which must come first.
  static let canInterpose = ["__asan_init", "__tsan_init"].allSatisfy { (name: String) in
    dlsym(nil, name) == nil
  }

  /// Were they built for a sanitizer, which takes memory and time of its own?
  static let isSanitized = dlsym(nil, "__asan_init") != nil || dlsym(nil, "__tsan_init") != nil

  /// May strace watch them? The system may forbid it, and the search for leaks of a sanitizer does.
  static let canBeTraced = !isSanitized && (try? Home().run("strace", ["-f", "-qq", "true"]).code) == 0

  /// The checkout.
  static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
}
