import BundleReading
import Model
import Reporting
import Testing

@testable import casefile

/// Each limit by its flag: it limits, what was read before it is kept, and the report tells it.
struct LimitOptionsTests {
  private static let log =
    "Nov 21 04:01:19 worker-1 kubelet[59]: I1121 04:01:19.042800      59 kubelet.go:7] \(String(repeating: "a", count: 200))\n"
  private static let pods =
    "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web-0\n  namespace: shop\n---\n"
    + "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web-1\n  namespace: shop\n"
  private static let deep: [UInt8] = {
    var bytes = BundleForms.pack([BundleFile(path: "kubelet.log", bytes: Array(log.utf8))], as: "pax")
    for _ in 0..<3 {
      bytes = BundleForms.pack(
        [
          BundleFile(path: "n.tar", bytes: bytes), BundleFile(path: "pod.yaml", bytes: Array(pods.utf8)),
        ], as: "pax")
    }
    return bytes
  }()
  private static let plain = BundleForms.pack(
    [
      BundleFile(path: "a/kubelet.log", bytes: Array((log + log + log).utf8)),
      BundleFile(path: "b/pods.yaml", bytes: Array(pods.utf8)),
      BundleFile(path: "c/containerd.log", bytes: Array(log.utf8)),
    ], as: "pax")
  /// Far more than 64 MiB, from where on the ratio counts.
  private static var bomb: [UInt8] {
    BundleForms.pack(
      [
        BundleFile(path: "a/kubelet.log", bytes: Array(log.utf8)),
        BundleFile(path: "b.log", bytes: [UInt8](repeating: 0x61, count: 70 << 20)),
      ], as: "pax", filter: "gzip")
  }

  @Test(
    arguments: [
      ("--limit-artifact-bytes", "300", "a/kubelet.log", "longer than the limit of 300 bytes: the rest is not read"),
      (
        "--limit-total-bytes", "300", "a/kubelet.log",
        "the bundle holds more than the limit of 300 bytes: from here on nothing is read"
      ),
      (
        "--limit-artifacts", "2", "c/containerd.log", "more artifacts than the limit of 2: from here on nothing is read"
      ),
      ("--limit-line-bytes", "100", "a/kubelet.log", "line too long: its beginning was kept"),
      ("--limit-document-bytes", "80", "b/pods.yaml", "only the first 80 of \(pods.utf8.count) bytes are read"),
      ("--limit-path-bytes", "13", "c/containerd.", "its path is longer than the limit of 13 bytes: cut"),
    ])
  func `A flag limits and the coverage tells`(_ flag: String, _ value: String, _ path: String, _ text: String) throws {
    try expect(Self.plain, flag, value, Coverage.Note(path: path, text: text))
  }

  @Test func `Archives within archives`() throws {
    try expect(
      Self.deep, "--limit-depth", "2",
      Coverage.Note(path: "n.tar!/n.tar!/n.tar", text: "an archive within more than the limit of 2 others: not opened"))
  }

  @Test func `What unpacks to too much`() throws {
    try expect(
      Self.bomb, "--limit-ratio", "10",
      Coverage.Note(
        path: "b.log", text: "unpacks to more than the limit of 10 times its size: from here on nothing is read"))
  }

  /// Without the flag nothing is limited; with it the note stands in the coverage and in every report.
  private func expect(_ bytes: [UInt8], _ flag: String, _ value: String, _ note: Coverage.Note) throws {
    let free: Analyze = try command("analyze", "b.tar")
    let limited: Analyze = try command("analyze", "b.tar", flag, value)
    try withPackedFile(bytes) { location in
      if flag != "--limit-ratio" {
        let whole = try Pipeline.live.read(location, try free.request().limits)
        #expect(whole.coverage.limits.isEmpty)
      }
      let (incident, diagnosis) = try Pipeline.live.analyze(
        location, limits: try limited.request().limits, about: nil, at: nil)
      #expect(
        incident.coverage.limits.contains { $0.path == note.path && $0.text == note.text },
        "\(incident.coverage.limits)")
      #expect(!incident.artifacts.isEmpty)
      let reports = [TextReport.render(diagnosis, style: Style()), JSONReport.render(diagnosis)]
      for report in reports { #expect(report.contains(note.text), "\(flag)") }
    }
  }
}
