// swift-tools-version: 6.2
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

    // Edges: one foreign thing each.
    .target(name: "SoundFile", dependencies: ["Signal", "CSndFile"]),
    .target(name: "AudioDevice", dependencies: ["Signal", "CALSA"]),
    .target(
      name: "Recording",
      dependencies: ["Signal", "SpeechTiming", "Rehearsal", "SoundFile", "AudioDevice"]),
    .target(
      name: "PromptPack", dependencies: ["Rehearsal", .product(name: "Yams", package: "Yams")]),
    .target(
      name: "Tracker",
      dependencies: [
        "Signal", "SpeechTiming", "Rehearsal", .product(name: "GRDB", package: "GRDB.swift"),
      ]),

    // Shell: the command line joins them.
    .executableTarget(
      name: "aloud",
      dependencies: [
        "Signal", "SpeechTiming", "Rehearsal", "Report", "SelfTest", "SoundFile", "AudioDevice", "Recording",
        "PromptPack", "Tracker", .product(name: "ArgumentParser", package: "swift-argument-parser"),
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
      dependencies: ["Rehearsal", "AudioDevice", "Recording", "CaptureRig"],
      path: "Tests/CaptureChild"),

    // What scripts/bench compares with.
    .executableTarget(name: "decode-peer", dependencies: ["SoundFile"], path: "Tests/DecodePeer"),
    // For scripts/train only; no product, so it is never installed.
    .executableTarget(name: "featuredump", dependencies: ["Signal", "SpeechTiming"]),

    .testTarget(name: "SignalTests", dependencies: ["Signal"]),
    .testTarget(
      name: "SpeechTimingTests", dependencies: ["Signal", "SpeechTiming", "SoundFile", "featuredump"]),
    .testTarget(name: "RehearsalTests", dependencies: ["Signal", "SpeechTiming", "Rehearsal"]),
    .testTarget(name: "ReportTests", dependencies: ["Signal", "SpeechTiming", "Rehearsal", "Report"]),
    .testTarget(name: "SelfTestTests", dependencies: ["Signal", "SpeechTiming", "SelfTest"]),
    .testTarget(name: "SoundFileTests", dependencies: ["Signal", "SoundFile", "CaptureRig"]),
    // The virtual microphones that tests record from, and what they say.
    .target(name: "CaptureRig", dependencies: ["Signal", "Rehearsal"], path: "Tests/CaptureRig"),
    .testTarget(name: "AudioDeviceTests", dependencies: ["Signal", "AudioDevice", "CaptureRig"]),
    .testTarget(
      name: "RecordingTests",
      dependencies: [
        "Signal", "SpeechTiming", "Rehearsal", "SoundFile", "AudioDevice", "Recording", "CaptureRig",
        "capture-child",
      ]),
    .testTarget(name: "PromptPackTests", dependencies: ["Rehearsal", "PromptPack"], exclude: ["Broken"]),
    .testTarget(
      name: "TrackerTests",
      dependencies: [
        "Signal", "SpeechTiming", "Rehearsal", "Tracker", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ], exclude: ["Fixtures"]),
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

// Not optimised the analysis runs at 8 × real time instead of some 2,100 ×, too little for a debug build that records
// on a busy machine.
for target in package.targets where ["Signal", "SpeechTiming"].contains(target.name) {
  target.swiftSettings?.append(.unsafeFlags(["-O"], .when(configuration: .debug)))
}
