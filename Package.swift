// swift-tools-version: 6.3
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "casefile",
  products: [.executable(name: "casefile", targets: ["casefile"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // Without its default traits, which bring Foundation.
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
  ],
  targets: [
    .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),

    .target(name: "Model", swiftSettings: settings),
    .target(
      name: "BundleReading", dependencies: ["Model", "CArchive", "CZlib", "CYAML"],
      swiftSettings: settings),
    .target(name: "Diagnosis", dependencies: ["Model"], swiftSettings: settings),
    .target(name: "Reporting", dependencies: ["Model"], swiftSettings: settings),
    .target(
      name: "Serving", dependencies: ["Model", .product(name: "Hummingbird", package: "hummingbird")],
      swiftSettings: settings),
    .target(
      name: "Collector", resources: [.embedInCode("collect.sh")],
      swiftSettings: settings),
    .executableTarget(
      name: "casefile",
      dependencies: [
        "Model", "BundleReading", "Diagnosis", "Reporting", "Collector", "Serving",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings,
      // A release needs no Swift where it runs and starts in half the time. ArgumentParser brings FoundationEssentials,
      // whose own parts only `--static-swift-stdlib` would name by itself.
      linkerSettings: [
        .unsafeFlags(
          ["-static-stdlib", "-l_FoundationCollections", "-l_FoundationCShims"], .when(configuration: .release))
      ]),

    .testTarget(name: "ModelTests", dependencies: ["Model"], swiftSettings: settings),
    .testTarget(
      name: "BundleReadingTests", dependencies: ["BundleReading", "CArchive", "CZlib", "Model"],
      swiftSettings: settings),
    .testTarget(
      name: "DiagnosisTests", dependencies: ["Diagnosis", "BundleReading", "Model"],
      swiftSettings: settings),
    .testTarget(
      name: "ReportingTests", dependencies: ["Reporting", "BundleReading", "Model"], exclude: ["Snapshots"],
      swiftSettings: settings),
    .testTarget(name: "ServingTests", dependencies: ["Serving", "BundleReading", "Model"], swiftSettings: settings),
    .testTarget(
      name: "CasefileTests",
      dependencies: [
        "casefile", "BundleReading", "CArchive", "Collector", "Diagnosis", "Reporting", "Model",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
  ]
)
