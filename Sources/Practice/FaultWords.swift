import AudioDevice
import Foundation
import Recording
import Rehearsal
import Report
import SoundFile
public import Tracker

/// A shell's own error that can say what happened.
public protocol Worded: Error {
  /// What failed, on what and why, without a full stop.
  var words: String { get }
}

/// What an error means, in words that hold in every shell. The shell adds what to do about it.
public struct FaultWords: Sendable, Equatable {
  /// What failed, on what and why, without a full stop.
  public let happened: String
  /// What is safe in spite of the error, as a sentence; `nil` if nothing was in danger.
  public let comfort: String?

  /// The words for any of Aloud's own errors; other errors describe themselves.
  public init(_ error: any Error) {
    happened = Self.words(error)
    comfort = Self.comfort(error)
  }

  private static func comfort(_ error: any Error) -> String? {
    switch error {
    case let error as SoundFileError where [.diskFull, .writeFailed].contains(error.kind):
      "What was recorded until then is kept."
    case is TrackerError: "Your takes are safe in their folders."
    case let error as TakeLibraryError where error.kind == .damaged: "The audio beside it is safe."
    case RecordingError.library(let inner): comfort(inner)
    case RecordingError.audio(let inner): comfort(inner)
    default: nil
    }
  }

  private static func words(_ error: any Error) -> String {
    switch error {
    case let error as SoundFileError: words(error)
    case let error as AudioDeviceError: words(error)
    case let error as TrackerError: words(error)
    case let error as TakeLibraryError: words(error)
    case let error as RecordingError: words(error)
    case let error as UnresolvedReference: words(error)
    case let error as InvalidPosition: words(error)
    case let error as NoRoom:
      "the disk of \(quoted(error.path)) has \(error.free >> 20) MiB free, and the longest answer needs "
        + "\(error.needed >> 20) MiB"
    case let error as LimitTooLow:
      switch error.resource {
      case .fileSize:
        "programs may write files of \(error.limit >> 10) KiB here, and the longest answer needs \(error.needed >> 10) KiB"
      case .stack:
        "programs have a stack of \(error.limit >> 10) KiB here, and a recording needs \(error.needed >> 10) KiB"
      case .openFiles: "programs may open \(error.limit) files here, and a recording needs \(error.needed)"
      }
    case let error as NoPrompts:
      "there are no prompts, because no usable pack was found in "
        + error.folders.map(quoted).joined(separator: " or ")
    case let error as NoSuchItem:
      error.count == 0
        ? "this prompt has no list to tick"
        : "the list has no number \(error.number); it goes to \(error.count)"
    case let error as NameIsNoText:
      "\(error.variable) names a folder that is not valid UTF-8, so Aloud cannot keep takes there"
    case let error as UnknownPrompt:
      error.ambiguous
        ? "\(quoted(error.name)) is " + (error.byTitle ? "the title of several prompts" : "in several packs")
        : "there is no prompt \(quoted(error.name))"
    case let error as InvalidTargetText: "\(quoted(error.text)) is not a target"
    case let error as any Worded: error.words
    default: String(describing: error)
    }
  }

  /// A name or path from outside, safe to show.
  public static func quoted(_ text: String) -> String { "\"\(Printable.line(text))\"" }

  private static func words(_ error: SoundFileError) -> String {
    let path = quoted(error.path)
    return switch error.kind {
    case .missing: "\(path): there is no such file"
    case .alreadyExists: "\(path) is already there; a recording never replaces a file"
    case .notPermitted: "\(path): you may not \(error.operation) it"
    case .notAFile: "\(path) is not a regular file (\(error.detail))"
    case .empty: "\(path) is empty: it has no bytes, so there is no sound in it"
    case .notSound: "\(path) is not a sound file that Aloud can read (\(error.detail))"
    case .needsFFmpeg:
      "\(path) is in a format that Aloud reads through ffmpeg (\(error.detail)), and ffmpeg is not installed"
    case .unsupported: "\(path) has \(error.detail); Aloud reads 8,000 to 384,000 Hz and 1 to 32 channels"
    case .diskFull: "\(path): the disk is full"
    case .readFailed: "\(path) could not be read further (\(error.detail))"
    case .writeFailed: "\(path) could not be written (\(error.detail))"
    }
  }

  private static func words(_ error: AudioDeviceError) -> String {
    let (device, detail) = (quoted(error.device), Printable.line(error.detail))
    return switch error.kind {
    case .noSuchDevice: "there is no sound device \(device)"
    case .noSoundCard: "this machine has no sound card that ALSA can see, so \(device) cannot be opened"
    case .busy:
      "the device \(device) is in use" + (error.holder.map { " by process \($0)" } ?? " by another program")
    case .noPermission: "you may not open the device \(device)"
    case .unsupportedFormat: "the device \(device) has no format that Aloud can use (\(detail))"
    case .brokenConfiguration:
      "the device \(device) cannot be opened, because of a mistake in \(place(error) ?? "its setup") (\(detail))"
    case .noCaptureSide:
      "the device \(device) only plays, so nothing can be recorded from it" + setUp(error)
    case .missingPlugin:
      "the device \(device) needs the plug-in \(quoted(error.missing ?? "")), which cannot be loaded"
        + setUp(error)
    case .missingTarget:
      "the device \(device) is set up in \(place(error) ?? "the sound configuration") on "
        + (error.missing.map { quoted($0) + ", which" } ?? "a device that") + " is not there"
    case .noSuchChannel: "could not \(error.operation) the device \(device): it has \(detail)"
    case .disconnected: "the device \(device) went away (\(detail))"
    case .serverGone: "the sound server of \(device) cannot be reached (\(detail))"
    case .other: "could not \(error.operation) the device \(device): \(detail)"
    }
  }

  /// `"~/.asoundrc", line 3`
  private static func place(_ error: AudioDeviceError) -> String? {
    error.place.map { place in quoted(place.file) + (place.line.map { ", line \($0)" } ?? "") }
  }

  private static func setUp(_ error: AudioDeviceError) -> String {
    place(error).map { "; it is set up in \($0)" } ?? ""
  }

  private static func words(_ error: TrackerError) -> String {
    let path = quoted(error.path)
    return switch error.kind {
    case .damaged: "the index \(path) is damaged (\(error.message))"
    case .newerSchema: "the index \(path) was made by a newer Aloud"
    case .notWritable: "the index \(path) cannot be written (\(error.message))"
    case .diskFull: "the disk of the index \(path) is full"
    case .busy: "the index \(path) has been locked by another program for too long"
    case .cannotOpen, .ioFailed, .unstorable, .other:
      "could not \(verb(error.operation)) the index \(path): \(error.message)"
    }
  }

  private static func verb(_ operation: TrackerError.Operation) -> String {
    switch operation {
    case .open: "open"
    case .setAside: "move away"
    case .backUp: "copy"
    case .migrate: "bring up to date"
    case .record: "store a take in"
    case .remove: "remove a take from"
    case .rebuild: "rebuild"
    case .read: "read"
    }
  }

  private static func words(_ error: TakeLibraryError) -> String {
    let path = quoted(error.path)
    return switch error.kind {
    case .missing: "\(path) is not there (\(error.detail))"
    case .alreadyExists: "\(path) is there already; a recording never replaces one"
    case .notPermitted: "you may not \(error.operation) \(path) (\(error.detail))"
    case .notOurs: "\(path) was not made by Aloud (\(error.detail)), so it is left alone"
    case .damaged: "\(path) cannot be read (\(error.detail))"
    case .newer: "\(path) was made by a newer Aloud"
    case .live: "\(path) is being recorded right now"
    case .diskFull: "the disk of \(path) is full"
    case .other: "could not \(error.operation) \(path) (\(error.detail))"
    }
  }

  private static func words(_ error: RecordingError) -> String {
    switch error {
    case .library(let inner): words(inner)
    case .audio(let inner): words(inner)
    case .device(let inner): words(inner)
    case .diskDoesNotAnswer: "the disk has not taken the last of the audio yet"
    case .noThread(let code): "could not start a thread (\(String(cString: strerror(code))))"
    case .noMemory(let code): "could not get memory (\(String(cString: strerror(code))))"
    }
  }

  private static func words(_ error: UnresolvedReference) -> String {
    let text = quoted(error.text)
    return switch error.reason {
    case .malformed: "\(text) names no take"
    case .none(let count):
      if let prompt = error.prompt {
        "there is no take \(text)"
          + (count == 0 ? ", for \(quoted(prompt)) has none yet" : "; \(quoted(prompt)) has \(count)")
      } else {
        "there is no take \(text)" + (count == 0 ? ", for there are none yet" : "; there are \(count)")
      }
    case .ambiguous(let ids):
      "\(text) names several takes: \(ids.prefix(5).map(\.description).joined(separator: ", "))"
        + (ids.count > 5 ? " and more" : "")
    }
  }

  private static func words(_ error: InvalidPosition) -> String {
    let text = quoted(error.text)
    return switch error.reason {
    case .malformed: "\(text) is not a position in a take"
    case .pastEnd(let seconds): "this take is \(Figures.length(seconds)) long, so \(text) is past its end"
    case .noSuchPause(0): "this take has no pauses, so there is no \(text)"
    case .noSuchPause(let count):
      "this take has \(Figures.count(count, "pause", "pauses")), so \(text) is not among them"
    case .noSuchFlag(let labels):
      "this take has no such flag as \(text); it has "
        + (labels.isEmpty ? "none" : labels.map { "flag:\($0)" }.joined(separator: ", "))
    }
  }
}

extension UnresolvedReference {
  /// The prompt of a reference like `PE1@3`; `nil` if it has another form.
  public var prompt: String? { text.lastIndex(of: "@").map { String(text[..<$0]) } }
}
