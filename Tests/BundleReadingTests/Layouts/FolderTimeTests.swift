import Model
import Testing

@testable import BundleReading

@Suite struct FolderTimeTests {
  @Test(arguments: [
    ("support-bundle-2026-11-21T04_02_20", "2026-11-21T04:02:20Z"),
    ("support-bundle-2026-11-21T04_02_20.tar.gz", "2026-11-21T04:02:20Z"), ("support-bundle", nil),
    ("support-bundle-2026-13-21T04_02_20", nil), ("support-bundle-2026-11-21T04_02", nil),
    ("supportbundle_5f0a3a44-1f6e-4d0e-9a53-1be3b2c4a6d1_2026-11-21T04-02-20Z.zip", "2026-11-21T04:02:20Z"),
    ("2026-11-21T04:02:20Z", "2026-11-21T04:02:20Z"), ("2026-11-21T04-02-20Z", "2026-11-21T04:02:20Z"),
    ("v12026-11-21T04-02-20Z", nil), ("depot-1-2026-11-21T24_02_20", nil), ("2026-11-21", nil),
  ])
  func readsTheTime(name: String, time: String?) {
    #expect(folderTime(name) == time.flatMap { Moment(rfc3339: $0) }.map { .absolute($0) })
  }

  /// Rancher's collector names its folder by the node's own clock.
  @Test func aClockWithoutZoneIsTheNodes() throws {
    let reading = ClockReading.local(Sample.local(11, 21, 4, 2, 20, year: 2026, precision: .second))
    #expect(folderTime("depot-1-2026-11-21_04_02_20.tar.gz") == reading)
    let folder = "depot-1-2026-11-21_04_02_20"
    let log = ArtifactFacts(path: folder + "/journald/kubelet", format: "journal-short")
    let captured = try #require(datedByFolder([log], bundle: "x").first?.captureTimes.first)
    #expect(captured.reading == reading && captured.node == "depot-1" && captured.evidence.text == folder)
  }

  /// What all of it is for: a journal without year.
  @Test(arguments: [
    ("supportbundle_0a_2026-11-21T04-02-20Z/nodes/depot-1.zip!/logs/kubelet.log"),
    ("2026-11-21T04:02:20Z/depot-1/systemlogs/kubelet"), ("depot-1-2026-11-21_04_02_20/journald/kubelet"),
    ("support-bundle-2026-11-21T04_02_20/host-collectors/run-host/depot-1/kubelet.txt"),
  ])
  func theFolderGivesTheYear(_ path: String) throws {
    let incident = try LayoutSample.incident([(path, LayoutSample.journal)])
    #expect(incident.records.first?.time?.rfc3339 == "2026-11-21T04:01:19.994978Z")
    #expect(incident.logNodes == ["depot-1"])
  }

  @Test func datesWhatSaysNothing() {
    let folder = "support-bundle-2026-11-21T04_02_20"
    let log = ArtifactFacts(path: folder + "/a.log", format: "klog")
    #expect(datedByFolder([log], bundle: "x").first?.captureTimes.count == 1)
    let other = ArtifactFacts(path: "b.log", format: "klog")
    #expect(datedByFolder([log, other], bundle: "x").allSatisfy { $0.captureTimes.isEmpty })
    #expect(datedByFolder([other], bundle: folder + ".tgz").first?.captureTimes.count == 1)
    var date = ArtifactFacts(path: folder + "/date", format: "date")
    date.captureTimes = log.captureTimes + (datedByFolder([log], bundle: "x").first?.captureTimes ?? [])
    #expect(datedByFolder([log, date], bundle: "x").first?.captureTimes.isEmpty == true)
  }
}
