import AudioDevice
import Foundation
import PromptPack
import Recording
import Rehearsal
import Report
import SoundFile
import Tracker

/// Turns the facts of an error into one sentence: what failed, on what, what to do next.
enum ErrorText {
  static func sentence(_ error: any Error) -> String {
    switch error {
    case let error as SoundFileError: sentence(error)
    case let error as AudioDeviceError: sentence(error)
    case let error as TrackerError: sentence(error)
    case let error as TakeLibraryError: sentence(error)
    case let error as RecordingError: sentence(error)
    case let error as PackError:
      error.diagnostics.map { "\(quoted(error.name)), \($0)" }.joined(separator: "\n")
    case let error as UnresolvedReference: sentence(error)
    case let error as ExportFailed:
      "\(quoted(error.path)) could not be written; no file is ever replaced (\(Printable.line(error.reason)))."
    case let error as NoRoom:
      "the disk of \(quoted(error.path)) has \(error.free >> 20) MiB free, and the longest answer needs "
        + "\(error.needed >> 20) MiB; free some space, or give --seconds."
    case let error as NoPrompts:
      "no prompts found in \(error.folders.map { quoted($0.path) }.joined(separator: ", ")); "
        + "put a pack there, or ask yourself something with --free."
    case let error as NameIsNoText:
      "\(error.variable) names a folder with bytes that are no UTF-8, which Aloud cannot keep takes in; set XDG_DATA_HOME "
        + "to another."
    case let error as UnknownPrompt: sentence(error)
    case let error as InvalidTargetText:
      "\(quoted(error.text)) is no target: give min, goal and max in seconds, like 60-105-150."
    case let error as InvalidPosition: sentence(error)
    default: String(describing: error)
    }
  }

  private static func sentence(_ error: SoundFileError) -> String {
    let path = quoted(error.path)
    return switch error.kind {
    case .missing: "\(path): there is no such file."
    case .alreadyExists: "\(path) is already there; a recording never replaces a file."
    case .notPermitted:
      "\(path): you may not \(error.operation) it; check its owner and rights (\(error.detail))."
    case .notAFile: "\(path) is not a regular file (\(error.detail))."
    case .empty: "\(path) is empty: it has no bytes, so there is no sound in it."
    case .notSound: "\(path) is not a sound file that Aloud can read (\(error.detail))."
    case .unsupported:
      "\(path) has \(error.detail); Aloud reads 8,000 to 384,000 Hz and 1 to 32 channels."
    case .diskFull: "\(path): the disk is full; free some space. What was recorded until then is kept."
    case .readFailed: "\(path) could not be read further (\(error.detail))."
    case .writeFailed: "\(path) could not be written (\(error.detail)). What was recorded until then is kept."
    }
  }

  private static func sentence(_ error: AudioDeviceError) -> String {
    let device = quoted(error.device)
    return switch error.kind {
    case .noSuchDevice: "there is no sound device \(device); `aloud devices` lists those that are there."
    case .noSoundCard:
      "this machine has no sound card that ALSA can see, so \(device) cannot be opened; plug a microphone in, or "
        + "name another device with --device (`aloud devices`)."
    case .busy:
      "the device \(device) is in use" + (error.holder.map { " by process \($0)" } ?? " by another program")
        + "; close that program, or name another device with --device (`aloud devices`)."
    case .noPermission:
      "you may not open the device \(device); on most systems sound belongs to the group audio: "
        + "sudo usermod -aG audio $USER, then log in again."
    case .unsupportedFormat:
      "the device \(device) has no format that Aloud can use (\(Printable.line(error.detail))); try "
        + "plug\(error.device.hasPrefix("hw:") ? error.device : "hw:…"), which converts."
    case .disconnected:
      "the device \(device) went away (\(Printable.line(error.detail))); plug it in and try again."
    case .serverGone:
      "the sound server of \(device) cannot be reached (\(Printable.line(error.detail))); is PipeWire or "
        + "PulseAudio running?"
    case .other: "could not \(error.operation) the device \(device): \(Printable.line(error.detail))."
    }
  }

  private static func sentence(_ error: TrackerError) -> String {
    let path = quoted(error.path)
    let tail = "Your takes are safe in their folders"
    return switch error.kind {
    case .damaged: "the index \(path) is damaged (\(error.message)). \(tail); run `aloud recover --rebuild`."
    case .newerSchema: "the index \(path) was made by a newer Aloud; update Aloud. \(tail)."
    case .notWritable:
      "the index \(path) cannot be written (\(error.message)); check its owner and rights. \(tail)."
    case .diskFull: "the disk of the index \(path) is full; free some space. \(tail)."
    case .busy: "the index \(path) is held by another program for long; try again. \(tail)."
    case .cannotOpen, .ioFailed, .unstorable, .other:
      "could not \(error.operation.rawValue) the index \(path): \(error.message). \(tail)."
    }
  }

  private static func sentence(_ error: TakeLibraryError) -> String {
    let path = quoted(error.path)
    return switch error.kind {
    case .missing: "\(path) is not there (\(error.detail))."
    case .alreadyExists: "\(path) is there already; a recording never replaces one. Try again."
    case .notPermitted:
      "you may not \(error.operation) \(path) (\(error.detail)); check its owner and rights, or set XDG_DATA_HOME "
        + "to a folder of yours."
    case .notOurs:
      "\(path) is no folder or file that Aloud made (\(error.detail)), so it is left alone; move it away."
    case .damaged: "\(path) cannot be read (\(error.detail)). The audio beside it is safe."
    case .newer: "\(path) was made by a newer Aloud; update Aloud."
    case .live: "\(path) is being recorded right now."
    case .diskFull: "the disk of \(path) is full; free some space."
    case .other: "could not \(error.operation) \(path) (\(error.detail))."
    }
  }

  private static func sentence(_ error: RecordingError) -> String {
    switch error {
    case .library(let error): sentence(error)
    case .audio(let error): sentence(error)
    case .device(let error): sentence(error)
    case .diskDoesNotAnswer:
      "the disk has not taken the last of the audio yet; if it never does, the take is recovered at the next start."
    case .noThread(let code):
      "the system gives no thread (\(String(cString: strerror(code)))); close some programs and try again."
    case .noMemory(let code):
      "the system gives no memory (\(String(cString: strerror(code)))); close some programs and try again."
    }
  }

  private static func sentence(_ error: UnresolvedReference) -> String {
    let text = quoted(error.text)
    return switch error.reason {
    case .malformed: "\(text) names no take; give an id or its beginning, last, last~2, or PE1@3."
    case .none(let count):
      count == 0
        ? "there is no take \(text), for there are none yet; begin with: aloud record"
        : "there is no take \(text); there are \(count), `aloud takes` lists them."
    case .ambiguous(let ids):
      "\(text) names several takes: \(ids.prefix(5).map(\.description).joined(separator: ", "))"
        + (ids.count > 5 ? " and more." : ".")
    }
  }

  private static func sentence(_ error: UnknownPrompt) -> String {
    if error.ambiguous {
      return
        "\(quoted(error.name)) is in several packs; say which: \(error.suggestions.joined(separator: ", "))."
    }
    let hint =
      error.suggestions.isEmpty
      ? "`aloud prompts` lists them all."
      : "did you mean \(error.suggestions.joined(separator: ", "))? `aloud prompts` lists them all."
    return "there is no prompt \(quoted(error.name)); \(hint)"
  }

  private static func sentence(_ error: InvalidPosition) -> String {
    if let pauses = error.pauses {
      return pauses == 0
        ? "this take has no pauses, so \(quoted(error.text)) is nowhere."
        : "this take has \(Figures.count(pauses, "pause", "pauses")), so \(quoted(error.text)) is not among them."
    }
    if let flags = error.flags {
      return "this take has no such flag as \(quoted(error.text)); it has "
        + (flags.isEmpty ? "none." : flags.joined(separator: ", ") + ".")
    }
    return "\(quoted(error.text)) is no place in a take; give 1:05, pause:3, or flag:R1."
  }

  /// A name or path from outside, safe to show.
  static func quoted(_ text: String) -> String { "\"\(Printable.line(text))\"" }
}

/// The disk has no room for the longest answer.
struct NoRoom: Error {
  let path: String
  /// In bytes.
  let free, needed: Int64
}

/// No pack could be used.
struct NoPrompts: Error {
  let folders: [URL]
}
