import Model
import Testing

@testable import BundleReading

@Suite struct CaptureFileTimeTests {
  @Test func aNameTellsTheMinute() throws {
    guard case .local(let time)? = ClockReading(ofCapturedFile: "kubecapture/core_v1/shop/pods-202611210402.0731.json")
    else {
      Issue.record("no time")
      return
    }
    #expect((time.year, time.month, time.day) == (2026, 11, 21))
    #expect(time.hour == 4 && time.minute == 2 && time.precision == .minute)
  }

  @Test(arguments: [
    "", "pods.json", "pods-202611210402.json", "pods-202613210402.0731.json", "pods-202611210402.0731.yaml",
    "pods-202611212402.0731.json", "pods-2026112104021.731.json", "202611210402.0731.json",
  ])
  func otherNames(_ path: String) { #expect(ClockReading(ofCapturedFile: path) == nil) }

  /// Logs write no year; the names of the lists beside them do.
  @Test func itTellsTheYearOfLogs() throws {
    let incident = try BundleReader.read(
      .memory([
        (
          "crashd/kubecapture/core_v1/shop/pods-202611210402.0731.json",
          #"{"apiVersion":"v1","kind":"PodList","items":[]}"#
        ),
        ("crashd/10_0_0_7/kubelet.log", "E1121 04:01:19.123456       9 kubelet.go:1] \"Failed\"\n"),
      ]), keeping: .everything([], components: []))
    #expect(incident.records.first?.time?.text == "2026-11-21T04:01:19.123456Z")
  }
}
