import Model
import Testing

@testable import BundleReading

@Suite struct FolderTimeTests {
  @Test(arguments: [
    ("support-bundle-2026-11-21T04_02_20", "2026-11-21T04:02:20Z"),
    ("support-bundle-2026-11-21T04_02_20.tar.gz", "2026-11-21T04:02:20Z"), ("support-bundle", nil),
    ("support-bundle-2026-13-21T04_02_20", nil), ("support-bundle-2026-11-21T04_02", nil),
  ])
  func readsTheTime(name: String, time: String?) {
    #expect(folderTime(name)?.rfc3339 == time)
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
