import Model
import Testing

@testable import BundleReading

@Suite struct BundleReaderTests {
  @Test func limitsOfLinesAndDocumentsReachTheReaders() throws {
    let pod = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  namespace: b\nspec: {}\n"
    let long = "Nov 21 04:01:19 worker-1 kubelet[7]: " + String(repeating: "x", count: 300)
    let log = "Nov 21 04:01:18 worker-1 kubelet[7]: one\n\(long)\nNov 21 04:01:20 worker-1 kubelet[7]: three\n"
    var limits = ReadLimits()
    limits.lineBytes = 200
    limits.documentBytes = Int64(pod.utf8.count)
    let incident = try BundleReader.read(
      .memory([("kubelet.log", log), ("pod.yaml", pod), ("pods.yaml", pod + "---\n" + pod)]), keeping: [],
      limits: limits)
    #expect(
      incident.coverage.limits == [
        Coverage.Note(path: "kubelet.log", line: 2, text: "line too long: its beginning was kept"),
        Coverage.Note(
          path: "pods.yaml", text: "only the first \(pod.utf8.count) of \(2 * pod.utf8.count + 4) bytes are read"),
      ])
  }
}
