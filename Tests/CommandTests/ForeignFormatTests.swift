import Foundation
import Testing

/// What phones, calls and browsers make, read through the user's ffmpeg.
@Suite struct ForeignFormatTests {
  private let home: Home
  private let source: String

  init() throws {
    home = try Home()
    source = try home.write(WAV.data(Speech.answer().samples), to: "speech.wav")
  }

  private static let hasFFmpeg = (try? Home().run("ffmpeg", ["-version"]).code) == 0

  /// The known answer as ffmpeg writes it; `nil` if this ffmpeg has no such encoder.
  private func made(_ name: String, _ arguments: [String]) throws -> String? {
    let path = home.file(name)
    let result = try home.run("ffmpeg", ["-v", "error", "-y", "-i", source] + arguments + [path])
    return result.code == 0 ? path : nil
  }

  private static let formats: [[String]] = [
    ["memo.m4a", "-c:a", "aac"], ["call.mp4", "-c:a", "aac", "-movflags", "frag_keyframe+empty_moov"],
    ["rec.webm", "-c:a", "libopus"], ["talk.mkv", "-c:a", "flac"], ["memo.aac", "-c:a", "aac"],
    ["old.wma", "-c:a", "wmav2"], ["clip.mov", "-c:a", "pcm_s16le"], ["clip.avi", "-c:a", "libmp3lame"],
    ["stream.ts", "-c:a", "aac"], ["phone.caf", "-c:a", "aac"], ["memo.wav", "-c:a", "wmav2"],
    ["voice.amr", "-c:a", "libopencore_amrnb", "-ar", "8000"],
    ["speech.spx", "-c:a", "libspeex", "-ar", "16000"],
  ]

  @Test(.enabled(if: hasFFmpeg, "there is no ffmpeg"), arguments: formats)
  func `A format that libsndfile does not read is measured through ffmpeg, whatever its name`(
    format: [String]
  ) throws {
    guard let path = try made(format[0], Array(format.dropFirst())) else { return }
    for name in [format[0], "note.ogg"] {
      if name == "note.ogg" { try FileManager.default.moveItem(atPath: path, toPath: home.file(name)) }
      let result = try home.aloud("analyze", "--json", home.file(name))
      #expect(result.code == 0, "\(result)")
      let line = try #require(try result.json().first)
      let seconds = try Speech.answer().seconds
      #expect(abs((line["duration"].number ?? 0) - seconds) < 0.2, "\(line["duration"].number ?? 0)")
      #expect(line["pauses"].list.count >= 3 && line["gaps"].list.isEmpty)
    }
  }

  @Test(.enabled(if: hasFFmpeg, "there is no ffmpeg"))
  func `Sound from a pipe goes the same way, and what was cut short is told`() throws {
    let path = try #require(try made("rec.webm", ["-c:a", "libopus"]))
    let piped = try home.run("bash", ["-c", "cat '\(path)' | \(Products.aloud) analyze --json -"])
    #expect(piped.code == 0)
    #expect(try piped.json().first?["pauses"].list.count ?? 0 >= 3)
  }

  @Test(
    .enabled(if: hasFFmpeg, "there is no ffmpeg"),
    arguments: [
      ["rec.webm", "-c:a", "libopus"], ["speech.spx", "-c:a", "libspeex", "-ar", "16000"],
      ["clip.avi", "-c:a", "libmp3lame"], ["fast.m4a", "-c:a", "aac", "-movflags", "+faststart"],
    ])
  func `What was cut short is told`(format: [String]) throws {
    guard let path = try made(format[0], Array(format.dropFirst())) else { return }
    let bytes = try Data(contentsOf: URL(filePath: path))
    let cut = try home.aloud("analyze", "--json", home.write(bytes.prefix(bytes.count / 2), to: "cut"))
    #expect(cut.code == 3, "\(cut)")
    #expect(try cut.json().first?["warnings"][0]["name"].text == "cutShort")
  }

  @Test(.enabled(if: hasFFmpeg, "there is no ffmpeg"))
  func `A recording that its phone never finished says so`() throws {
    let path = try #require(try made("memo.m4a", ["-c:a", "aac"]))
    let bytes = try Data(contentsOf: URL(filePath: path))
    let result = try home.aloud("analyze", home.write(bytes.prefix(bytes.count / 2), to: "cut.m4a"))
    #expect(result.code == 1)
    #expect(result.errors.contains("it breaks off: its index, moov, is missing"), "\(result)")
  }

  @Test(.enabled(if: hasFFmpeg, "there is no ffmpeg"))
  func `What ffmpeg cannot read either gets its reason in one sentence`() throws {
    let path = try home.write(
      Data([0, 0, 0, 24]) + Data("ftypM4A junk that leads nowhere".utf8), to: "broken.m4a")
    let result = try home.aloud("analyze", path)
    #expect(result.code == 1)
    #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
    #expect(result.errors.contains("MP4 audio (m4a); ffmpeg: "), "\(result.errors)")
  }

  @Test func `Without ffmpeg one sentence names the format and the command that converts it`() throws {
    let ebml: [UInt8] = [0x1A, 0x45, 0xDF, 0xA3, 0x9F, 0x42, 0x82, 0x84]
    let files: [(name: String, bytes: Data, format: String)] = [
      ("memo's.m4a", Data([0, 0, 0, 24]) + Data("ftypM4A 0000".utf8), "MP4 audio (m4a)"),
      ("rec.webm", Data(ebml) + Data("webm and more".utf8), "WebM"),
      ("voice.amr", Data("#!AMR\nabcdefgh".utf8), "AMR"),
      ("talk.wma", Data([0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11, 0, 0, 0, 0]), "Windows Media"),
      ("memo.aac", Data([0xFF, 0xF1, 0x50, 0x80, 1, 2, 3, 4, 5, 6, 7, 8]), "AAC"),
    ]
    home.environment["PATH"] = home.folder.path
    for file in files {
      let result = try home.run(Products.aloud, ["analyze", home.write(file.bytes, to: file.name)])
      #expect(result.code == 1)
      #expect(result.errors.contains("(\(file.format))"), "\(result.errors)")
      #expect(result.errors.contains("ffmpeg -i '"), "\(result.errors)")
    }
  }

  @Test func `Sound before the program died is measured, and said to be cut short`() throws {
    let path = try home.write(Data([0, 0, 0, 24]) + Data("ftypM4A 0000".utf8), to: "memo.m4a")
    // AU: float, 16,000 Hz, mono.
    let head = #"'.snd\0\0\0\030\377\377\377\377\0\0\0\006\0\0\076\200\0\0\0\001'"#
    let fake = "#!/bin/sh\nprintf \(head); head -c 64000 /dev/zero; kill -9 $$\n"
    chmod(try home.write(fake, to: "ffmpeg"), 0o755)
    home.environment["PATH"] = home.folder.path + ":/usr/bin:/bin"
    let result = try home.aloud("analyze", "--json", path)
    #expect(result.code == 3, "\(result)")
    let line = try #require(try result.json().first)
    #expect(line["duration"].number == 1)
    #expect(line["warnings"].list.map { $0["name"].text }.contains("cutShort"))
  }

  @Test func `A program that writes no sound, or too much about it, is no trouble`() throws {
    let fakes = [
      "#!/bin/sh\nexit 0\n", "#!/bin/sh\nyes '[error] no' | head -c 3000000 >&2\nexit 1\n",
      "#!/bin/sh\nkill -9 $$\n",
      "#!/bin/sh\nhead -c 100000 /dev/zero\n", "#!/bin/sh\nexec sleep 100000 >&-\n",
      "#!/bin/sh\nprintf '.snd\\0\\0\\0\\030'; head -c 5000 /dev/zero\n",
    ]
    let path = try home.write(Data([0, 0, 0, 24]) + Data("ftypM4A 0000".utf8), to: "memo.m4a")
    for fake in fakes {
      chmod(try home.write(fake, to: "ffmpeg"), 0o755)
      home.environment["PATH"] = home.folder.path + ":/usr/bin:/bin"
      let result = try home.run(Products.aloud, ["analyze", path])
      #expect(result.code == 1, "\(fake): \(result)")
      #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors.prefix(300))")
    }
  }
}
