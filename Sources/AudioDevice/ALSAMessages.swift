import CALSA
import Glibc
import Synchronization

/// Catches what libasound would print on standard error, so that it neither spoils the display nor is lost.
/// Its local handler is a thread-local pointer to a C function (alsa-lib, error.h), so the texts are kept by
/// thread.
enum ALSAMessages {
  private static let texts = Mutex<[UInt: [String]]>([:])

  /// Runs `body`; returns its result, and the lines that libasound meanwhile had for standard error.
  static func collect<Result>(_ body: () -> Result) -> (result: Result, messages: [String]) {
    let thread = pthread_self()
    texts.withLock { $0[thread] = [] }
    let previous = snd_lib_error_set_local { _, _, _, code, format, arguments in
      var line = [CChar](repeating: 0, count: 256)
      if let format, let arguments { vsnprintf(&line, line.count - 1, format, arguments) }
      let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      let reason = code == 0 ? "" : ": " + String(cString: snd_strerror(code))
      ALSAMessages.keep(text.trimmingSuffix { $0.isNewline } + reason)
    }
    let result = body()
    _ = snd_lib_error_set_local(previous)
    return (result, texts.withLock { $0.removeValue(forKey: thread) ?? [] })
  }

  /// Keeps libasound from printing anything from this thread from now on.
  static func silenceThisThread() {
    _ = snd_lib_error_set_local { _, _, _, _, _, _ in }
  }

  /// A few lines are enough to tell the reason; a plugin that repeats itself without end must not fill
  /// memory.
  private static func keep(_ text: String) {
    texts.withLock { texts in
      guard var lines = texts[pthread_self()], lines.count < 8 else { return }
      lines.append(text)
      texts[pthread_self()] = lines
    }
  }
}

extension String {
  fileprivate func trimmingSuffix(while isCut: (Character) -> Bool) -> Substring {
    var end = endIndex
    while end > startIndex, isCut(self[index(before: end)]) { end = index(before: end) }
    return self[..<end]
  }
}
