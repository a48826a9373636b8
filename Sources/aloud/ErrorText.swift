import ArgumentParser
import AudioDevice
import Foundation
import Practice
import Recording
import Rehearsal
import Report
import SoundFile
import Tracker

/// An error as one sentence of this shell: what happened, in the words that all shells share (`FaultWords`),
/// then what to do about it on a command line.
enum ErrorText {
  static func sentence(_ error: any Error) -> String {
    let words = FaultWords(error)
    return words.happened + (advice(error) ?? ".") + (words.comfort.map { " " + $0 } ?? "")
  }

  /// True if the value of an option is wrong, rather than that something named is not there. The exit code says which.
  static func isWrongUse(_ error: any Error) -> Bool {
    error is InvalidTargetText || error is InvalidPosition || error is NoSuchItem
  }

  /// The value of an option; an error in it is one of the command line, which the parser tells.
  static func checked<Value>(_ value: () throws -> Value) throws -> Value {
    do { return try value() } catch { throw ValidationError(sentence(error)) }
  }

  /// What to do next, from the punctuation mark before it to the final full stop; `nil` if nothing can be
  /// done.
  private static func advice(_ error: any Error) -> String? {
    switch error {
    case let error as SoundFileError: advice(error)
    case let error as AudioDeviceError: advice(error)
    case let error as TrackerError: advice(error)
    case let error as TakeLibraryError: advice(error)
    case let error as RecordingError: advice(error)
    case let error as UnresolvedReference: advice(error)
    case let error as UnknownPrompt: advice(error)
    case is NoSoundNoList: "; give a sound, or names of files, one a line."
    case is SpoolFailed: "; free some space, set TMPDIR to another folder, or give the name of a file."
    case is NoTemporaryFolder: "; set TMPDIR to another folder."
    case is NoRoom: "; free some space, or give --seconds."
    case let error as LimitTooLow:
      switch error.resource {
      case .fileSize: "; raise that limit (ulimit -f), or give --seconds."
      case .stack: "; raise that limit (ulimit -s)."
      case .openFiles: "; raise that limit (ulimit -n)."
      }
    case is NoPrompts:
      "; copy the packs there (folder Prompts of Aloud's source), or answer a question of your own with --free."
    case is NameIsNoText: "; set XDG_DATA_HOME to another."
    case is InvalidTargetText: ": give min, goal and max in seconds, like 60-105-150."
    case let error as InvalidPosition where error.reason == .malformed: "; give 1:05, pause:3, or flag:R1."
    case let error as ExportFailed: error.advice
    default: nil
    }
  }

  private static func advice(_ error: SoundFileError) -> String? {
    switch error.kind {
    case .notPermitted: "; check its owner and rights (\(error.detail))."
    case .diskFull: "; free some space."
    case .needsFFmpeg:
      "; install it (sudo apt install ffmpeg), or convert the file elsewhere: ffmpeg -i \(shellQuoted((error.path.hasPrefix("-") ? "./" : "") + error.path)) out.wav."
    default: nil
    }
  }

  /// A name as a word that a shell takes as it is.
  static func shellWord(_ name: String) -> String {
    name.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._\/-]*/) != nil ? name : shellQuoted(name)
  }

  private static func shellQuoted(_ text: String) -> String {
    "'" + Printable.line(text).replacing("'", with: "'\\''") + "'"
  }

  private static func advice(_ error: AudioDeviceError) -> String? {
    switch error.kind {
    case .noSuchDevice: "; `aloud devices` lists those that are there."
    case .noSoundCard:
      "; plug a microphone in, or name another device with --device (`aloud devices`)."
    case .busy: "; close that program, or name another device with --device (`aloud devices`)."
    case .noPermission:
      "; on most systems sound belongs to the group audio: sudo usermod -aG audio $USER, then log in again."
    case .unsupportedFormat where error.device.hasPrefix("hw:"):
      "; try plug\(Printable.line(error.device)), which converts."
    case .unsupportedFormat, .missingPlugin: "; name another device with --device (`aloud devices`)."
    case .brokenConfiguration: "; mend that line, or move the file away."
    case .noCaptureSide:
      ", without a capture side; add one there, or name a microphone with --device (`aloud devices`)."
    case .missingTarget: "; name one that is there (`aloud devices`)."
    case .noSuchChannel: "; `aloud check --device \(Printable.line(error.device))` shows each channel."
    case .disconnected: "; plug it in and try again."
    case .serverGone: "; is PipeWire or PulseAudio running?"
    case .other: nil
    }
  }

  private static func advice(_ error: TrackerError) -> String? {
    switch error.kind {
    case .damaged: "; run `aloud recover --rebuild`."
    case .newerSchema: "; update Aloud."
    case .notWritable: "; check its owner and rights."
    case .diskFull: "; free some space."
    case .busy: "; try again."
    case .cannotOpen, .ioFailed, .unstorable, .other: nil
    }
  }

  private static func advice(_ error: TakeLibraryError) -> String? {
    switch error.kind {
    case .alreadyExists: ". Try again."
    case .notPermitted: "; check its owner and rights, or set XDG_DATA_HOME to a folder of yours."
    case .notOurs: "; move it away."
    case .newer: "; update Aloud."
    case .diskFull: "; free some space."
    case .missing, .damaged, .live, .other: nil
    }
  }

  private static func advice(_ error: RecordingError) -> String? {
    switch error {
    case .library(let error): advice(error)
    case .audio(let error): advice(error)
    case .device(let error): advice(error)
    case .diskDoesNotAnswer: "; if it never does, the take is recovered at the next start."
    case .noThread, .noMemory: "; close some programs and try again."
    }
  }

  private static func advice(_ error: UnresolvedReference) -> String? {
    switch error.reason {
    case .malformed: "; give an id or its beginning, last, last~2, or PE1@3."
    case .none(0): "; begin with: aloud record" + (error.prompt.map { " \(shellWord($0))" } ?? "")
    case .none:
      ", `aloud takes\(error.prompt.map { " \(shellWord($0))" } ?? "")` lists them."
    case .ambiguous: nil
    }
  }

  private static func advice(_ error: UnknownPrompt) -> String? {
    let names = error.suggestions.joined(separator: ", ")
    if error.ambiguous { return "; say which: \(names)." }
    let hint = error.suggestions.isEmpty ? "" : "did you mean \(names)? "
    return "; \(hint)`aloud prompts` lists them all."
  }

  /// A name or path from outside, safe to show.
  static func quoted(_ text: String) -> String { FaultWords.quoted(text) }
}
