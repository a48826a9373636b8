// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "aloud",
  products: [
    .executable(name: "aloud", targets: ["aloud"])
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
        "Signal", "SpeechTiming", "Rehearsal", "Report", "SoundFile", "AudioDevice", "Recording",
        "PromptPack", "Tracker", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // For scripts/train only; no product, so it is never installed.
    .executableTarget(name: "featuredump", dependencies: ["Signal", "SpeechTiming"]),

    .testTarget(name: "SignalTests", dependencies: ["Signal"]),
    .testTarget(
      name: "SpeechTimingTests", dependencies: ["Signal", "SpeechTiming", "featuredump"]),
    .testTarget(name: "RehearsalTests", dependencies: ["Signal", "SpeechTiming", "Rehearsal"]),
    .testTarget(name: "ReportTests", dependencies: ["Signal", "SpeechTiming", "Rehearsal", "Report"]),
    .testTarget(name: "SoundFileTests", dependencies: ["Signal", "SoundFile"]),
    .testTarget(name: "AudioDeviceTests", dependencies: ["Signal", "AudioDevice"]),
    .testTarget(
      name: "RecordingTests",
      dependencies: ["Signal", "SpeechTiming", "Rehearsal", "SoundFile", "AudioDevice", "Recording"]),
    .testTarget(name: "PromptPackTests", dependencies: ["Rehearsal", "PromptPack"]),
    .testTarget(name: "TrackerTests", dependencies: ["Signal", "SpeechTiming", "Rehearsal", "Tracker"]),
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
