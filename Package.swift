// swift-tools-version: 6.2
import Foundation
import PackageDescription

let package = Package(
  name: "aloud",
  products: [
    .executable(name: "aloud", targets: ["aloud"]),
    // libasound_module_pcm_aloudmic.so: libasound loads it by path, see Tests/VirtualMicrophone.
    .library(name: "asound_module_pcm_aloudmic", type: .dynamic, targets: ["VirtualMicrophone"]),
    // libinterposer.so: LD_PRELOAD puts it between a program and the system, see Tests/Interposer.
    .library(name: "interposer", type: .dynamic, targets: ["Interposer"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // C libraries: the header and nothing else.
    .systemLibrary(name: "CALSA", pkgConfig: "alsa", providers: [.apt(["libasound2-dev"])]),
    .systemLibrary(name: "CSndFile", pkgConfig: "sndfile", providers: [.apt(["libsndfile1-dev"])]),

    // Core: values and pure functions.
    .target(name: "Signal"),
    .target(name: "SpeechTiming", dependencies: ["Signal"]),
    .target(name: "Rehearsal", dependencies: ["Signal", "SpeechTiming"]),
    .target(name: "Report", dependencies: ["Signal", "SpeechTiming", "Rehearsal"]),
    .target(name: "SelfTest", dependencies: ["Signal", "SpeechTiming"]),

    // Base of the edges: what all of them need of the file system.
    .target(name: "Files"),

    // Edges: one foreign thing each.
    .target(name: "SoundFile", dependencies: ["Files", "Signal", "CSndFile"]),
    .target(name: "AudioDevice", dependencies: ["Files", "Signal", "CALSA"]),
    .target(
      name: "Recording",
      dependencies: ["Files", "Signal", "SpeechTiming", "Rehearsal", "SoundFile", "AudioDevice"]),
    .target(
      name: "PromptPack", dependencies: ["Files", "Rehearsal", .product(name: "Yams", package: "Yams")]),
    .target(
      name: "Tracker",
      dependencies: [
        "Files", "Signal", "SpeechTiming", "Rehearsal", .product(name: "GRDB", package: "GRDB.swift"),
      ]),

    // Application: one person's rehearsals, for any shell.
    .target(
      name: "Practice",
      dependencies: [
        "Files", "Signal", "SpeechTiming", "Rehearsal", "Report", "SoundFile", "AudioDevice", "Recording",
        "PromptPack", "Tracker",
      ]),

    // Shell: the command line.
    .executableTarget(
      name: "aloud",
      dependencies: [
        "Files", "Signal", "SpeechTiming", "Rehearsal", "Report", "SelfTest", "SoundFile", "AudioDevice",
        "Recording", "PromptPack", "Practice", "Tracker",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // A microphone for machines without one; a plugin of libasound, so the tests go through the real thing.
    .target(
      name: "VirtualMicrophone", path: "Tests/VirtualMicrophone", cSettings: [.define("PIC")],
      linkerSettings: [.linkedLibrary("asound")]),
    // Sees what a program asks of allocator, locks and disk, and makes the disk slow and the clock wrong.
    .target(name: "Interposer", path: "Tests/Interposer", linkerSettings: [.linkedLibrary("dl")]),
    // Records until it is killed, so that a test can kill it.
    .executableTarget(
      name: "capture-child",
      dependencies: ["Files", "Rehearsal", "AudioDevice", "Recording", "CaptureRig"],
      path: "Tests/CaptureChild"),

    // Every parser of bytes from outside, and what must hold of it; scripts/fuzz makes bytes for them, tests walk
    // over those that once hurt.
    .target(
      name: "FuzzTargets",
      dependencies: [
        "Signal", "SpeechTiming", "Rehearsal", "Report", "SoundFile", "Recording", "PromptPack", "Tracker",
      ], path: "Tests/Fuzz/Targets"),
    .systemLibrary(name: "CLibFuzzer", path: "Tests/Fuzz/CLibFuzzer"),
    .executableTarget(
      name: "fuzz-driver", dependencies: ["FuzzTargets", "CLibFuzzer"], path: "Tests/Fuzz/Driver"),
    .testTarget(name: "FuzzTests", dependencies: ["FuzzTargets", "Seeded"]),

    // What scripts/bench compares with.
    .executableTarget(name: "decode-peer", dependencies: ["CSndFile"], path: "Tests/DecodePeer"),
    // A history of takes, for scripts/generate-takes and scripts/bench.
    .executableTarget(
      name: "take-generator",
      dependencies: ["Signal", "SpeechTiming", "Rehearsal", "Recording", "PromptPack", "Tracker", "Seeded"],
      path: "Tests/TakeGenerator"),
    // For scripts/train only; no product, so it is never installed.
    .executableTarget(name: "featuredump", dependencies: ["Signal", "SpeechTiming"]),

    // Chance that can be repeated.
    .target(name: "Seeded", path: "Tests/Seeded"),
    // What the loudness is held against.
    .systemLibrary(
      name: "CEBUR128", path: "Tests/CEBUR128", pkgConfig: "libebur128", providers: [.apt(["libebur128-dev"])]
    ),
    .testTarget(name: "FilesTests", dependencies: ["Files"]),
    .testTarget(name: "SignalTests", dependencies: ["Signal", "SelfTest", "SoundFile", "CEBUR128"]),
    .testTarget(
      name: "SpeechTimingTests",
      dependencies: [
        "Files", "Signal", "SpeechTiming", "SelfTest", "SoundFile", "Practice", "Seeded", "featuredump",
      ]),
    .testTarget(name: "RehearsalTests", dependencies: ["Signal", "SpeechTiming", "Rehearsal", "Seeded"]),
    .testTarget(
      name: "ReportTests", dependencies: ["Signal", "SpeechTiming", "Rehearsal", "Report"],
      exclude: ["Golden"]),
    .testTarget(name: "SelfTestTests", dependencies: ["Signal", "SpeechTiming", "SelfTest"]),
    .testTarget(name: "SoundFileTests", dependencies: ["Signal", "SoundFile", "CaptureRig", "Seeded"]),
    // The virtual microphones that tests record from, and what they say.
    .target(name: "CaptureRig", dependencies: ["Signal", "Rehearsal", "SelfTest"], path: "Tests/CaptureRig"),
    .testTarget(name: "AudioDeviceTests", dependencies: ["Signal", "AudioDevice", "CaptureRig"]),
    .testTarget(
      name: "RecordingTests",
      dependencies: [
        "Files", "Signal", "SpeechTiming", "Rehearsal", "SoundFile", "AudioDevice", "Recording", "CaptureRig",
        "Seeded",
        "capture-child",
      ], exclude: ["Fixtures"]),
    .testTarget(
      name: "PromptPackTests", dependencies: ["Rehearsal", "PromptPack", "Seeded"], exclude: ["Broken"]),
    .testTarget(
      name: "TrackerTests",
      dependencies: [
        "Signal", "SpeechTiming", "Rehearsal", "Tracker", "Seeded",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ], exclude: ["Fixtures"]),
    .testTarget(
      name: "PracticeTests",
      dependencies: [
        "Signal", "SpeechTiming", "Rehearsal", "AudioDevice", "SoundFile", "Recording", "Tracker", "Practice",
        "CaptureRig", "Seeded",
        "capture-child",
      ]),
    .testTarget(name: "CommandTests"),
  ],
  swiftLanguageModes: [.v6]
)

// The house rules of the compiler, the same for every target of ours.
for target in package.targets where target.type != .system {
  target.swiftSettings = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ]
}

// Not optimised the analysis runs at 10 × real time instead of some 3,500 ×, too little for a debug build that records
// on a busy machine.
for target in package.targets where ["Signal", "SpeechTiming"].contains(target.name) {
  target.swiftSettings?.append(.unsafeFlags(["-O"], .when(configuration: .debug)))
}

// The plain x86-64 has vectors of four floats, every processor since about 2015 has eight: two thirds of the time. The
// numbers are the same bit by bit. What leaves this machine is built for any: ALOUD_CPU=baseline, or a build into DESTDIR
// or for a package (reproducible-builds.org: SOURCE_DATE_EPOCH). One binary with both would need each hot loop twice: Swift
// has no multiversioned functions.
#if arch(x86_64)
  let environment = Context.environment
  let leaves =
    environment["ALOUD_CPU"] == "baseline" || environment["DESTDIR"] ?? "" != ""
    || environment["SOURCE_DATE_EPOCH"] ?? "" != ""
  let processor = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
  let isWide = ["avx2", "bmi2", "fma", "movbe", "f16c"].allSatisfy { processor.contains(" \($0)") }
  if isWide, !leaves {
    for target in package.targets where target.type != .system {
      target.swiftSettings?.append(.unsafeFlags(["-Xcc", "-march=x86-64-v3"]))
    }
  }
#endif
