import ArgumentParser
import Foundation
import Recording

/// Turns a command's error into a sentence on standard error and an exit code.
@main
enum Main {
  static func main() {
    // A reader that has seen enough closes the pipe; that must not kill the program half way.
    signal(SIGPIPE, SIG_IGN)
    // On a terminal, Swift's runtime treats Ctrl-\ as a crash, changes the terminal and asks what to do about
    // it.
    if !Signals.isIgnored(SIGQUIT) { signal(SIGQUIT, SIG_DFL) }
    // A limit on the size of files is an error of the write (EFBIG), and no reason to die without a word.
    signal(SIGXFSZ, SIG_IGN)
    keepMemoryPrivate()
    umask(0o077)
    do {
      try WrongUse.checkCommandName(in: Array(CommandLine.arguments.dropFirst()))
      var command = try Aloud.parseAsRoot(RawArguments.ofProcess)
      do {
        try command.run()
      } catch let error where !isOfParser(error) {
        fail(
          ErrorText.sentence(error), ErrorText.isWrongUse(error) ? ExitStatus.wrongUse : ExitStatus.couldNot)
      }
      leave(0)
    } catch {
      finish(parserError: error)
    }
  }

  /// A crash must not write the speaker's voice to a core file or hand it to a crash collector. A collector
  /// gets the memory whatever the limit of core files is, but only the part that the filter lets through
  /// (core(5)).
  private static func keepMemoryPrivate() {
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    let filter = open("/proc/self/coredump_filter", O_WRONLY | O_CLOEXEC)
    guard filter >= 0 else { return }
    write(filter, "0", 1)
    close(filter)
  }

  private static func fail(_ sentence: String, _ code: Int32 = ExitStatus.couldNot) -> Never {
    OrphanedMemory.remove()
    Console.standard.note("aloud: \(sentence)")
    Output.finish()
    exit(code)
  }

  /// Ends the program. A result of which a part is missing is no success.
  private static func leave(_ code: Int32, result: String = "the result") -> Never {
    // Not earlier: the library of this run, which may have been moved, takes what is its own first.
    OrphanedMemory.remove()
    Output.finish()
    if [0, ExitStatus.warned].contains(code), let failure = Output.failure {
      let why = failure == ETIMEDOUT ? "nobody reads it" : String(cString: strerror(failure))
      fail("\(result) could not be written: \(why).")
    }
    exit(code)
  }

  /// The parser also reports help, version and completion scripts as errors, with exit code 0.
  private static func finish(parserError error: any Error) -> Never {
    let texts = ParserText()
    let code = Aloud.exitCode(for: error)
    let message = texts.message(for: error, isHelp: code.isSuccess) { text in
      guard code == .validationFailure else { return text }
      return WrongUse.text(error, text, words: Array(CommandLine.arguments.dropFirst()))
    }
    if !message.isEmpty { Output.write(message + "\n", to: code.isSuccess ? STDOUT_FILENO : STDERR_FILENO) }
    leave(
      code == .validationFailure ? ExitStatus.wrongUse : code.rawValue,
      result: message.isEmpty ? "the result" : "the text")
  }

  /// Some of the parser's errors are not public, so they are recognised by their module.
  private static func isOfParser(_ error: any Error) -> Bool {
    String(reflecting: type(of: error)).hasPrefix("ArgumentParser.")
  }
}

/// Exit codes; the same for every command and documented in `aloud --help`.
enum ExitStatus {
  static let couldNot: Int32 = 1
  static let wrongUse: Int32 = 2
  static let warned: Int32 = 3

  /// By shell custom: 128 + the number of the signal.
  static func ended(by signal: Int32) -> Int32 { 128 + signal }
}
