import Model
import Testing

@testable import BundleReading

/// Ages of tables against whatever tells when the bundle was taken.
@Suite struct AgeResolutionTests {
  private func read(_ artifacts: [(path: String, text: String)]) throws -> Incident {
    try BundleReader.read(.memory(artifacts), keeping: [])
  }

  private let pods = "NAME    READY   STATUS    RESTARTS       AGE\nweb-0   1/1     Running   3 (10m ago)    5h12m\n"

  private func yaml(_ name: String, created: String) -> String {
    """
    apiVersion: v1
    kind: Pod
    metadata:
      name: \(name)
      namespace: shop
      uid: u-\(name)
      creationTimestamp: "\(created)"
    status:
      phase: Running

    """
  }

  @Test func againstTheDateBesideIt() throws {
    let incident = try read([
      ("namespaces/shop/pods.txt", pods), ("namespaces/date.txt", "Mon May  6 10:00:00 UTC 2024\n"),
      ("elsewhere/date.txt", "Mon May  6 12:00:00 UTC 2024\n"),
    ])
    let created = try #require(incident.objects.first?.created)
    // 5h12m truncated to the minute, and the table within a minute of the date.
    #expect(created.earliest.rfc3339() == "2024-05-06T04:46:00Z" && created.latest.rfc3339() == "2024-05-06T04:49:00Z")
    #expect(created.precision == .minute)
    let ended = incident.index.pods.first?.containerStatuses.first?.lastTermination?.finished
    #expect(ended?.latest.rfc3339() == "2024-05-06T09:51:00Z")
  }

  @Test func againstTheCreationTimeOfARowOfItsOwn() throws {
    let table =
      "NAME    READY   STATUS    RESTARTS   AGE\nweb-0   1/1     Running   0          90s\nweb-1   1/1     Running   0          100s\n"
    let incident = try read([
      ("namespaces/shop/pods.txt", table),
      ("namespaces/shop/web-0.yaml", yaml("web-0", created: "2024-05-06T10:00:00Z")),
      ("date.txt", "Mon May  6 10:05:00 UTC 2024\n"),
    ])
    let created = try #require(incident.index.pod(namespace: "shop", name: "web-1")?.object.created)
    // Taken between 10:01:30 and 10:01:31, so that web-1 was made ten seconds before web-0.
    #expect(created.earliest.rfc3339() == "2024-05-06T09:59:49Z" && created.latest.rfc3339() == "2024-05-06T09:59:50Z")
    #expect(incident.index.pod(namespace: "shop", name: "web-0")?.object.rendering == .api)
  }

  @Test func anObjectMadeAnewDoesNotMislead() throws {
    let table =
      "NAME   READY   STATUS    RESTARTS   AGE\na      1/1     Running   0          90s\nb      1/1     Running   0          90s\nc      1/1     Running   0          30s\nd      1/1     Running   0          20s\n"
    let incident = try read([
      ("namespaces/shop/pods.txt", table),
      ("namespaces/shop/a.yaml", yaml("a", created: "2024-05-06T10:00:00Z")),
      ("namespaces/shop/b.yaml", yaml("b", created: "2024-05-06T10:00:00Z")),
      ("namespaces/shop/c.yaml", yaml("c", created: "2024-05-06T11:00:00Z")),
    ])
    let created = try #require(incident.index.pod(namespace: "shop", name: "d")?.object.created)
    #expect(created.latest.rfc3339() == "2024-05-06T10:01:10Z")
  }

  @Test func withoutACaptureTimeThereIsNoTime() throws {
    let pod = try #require(try read([("namespaces/shop/pods.txt", pods)]).index.pods.first)
    #expect(pod.object.created == nil && pod.object.value(at: "metadata.creationTimestamp") == nil)
    #expect(pod.containerStatuses.first?.restartCount == 3)
  }

  @Test(arguments: [
    ("5m32s", 332, 1), ("3h5m", 11_100, 60), ("2d4h", 187_200, 3600), ("4y12d", 127_180_800, 86_400), ("0s", 0, 1),
  ])
  func grammar(_ text: String, _ seconds: Int64, _ unit: Int64) throws {
    let age = try #require(AgeText(text))
    #expect(age.nanoseconds == seconds * 1_000_000_000 && age.unit == unit * 1_000_000_000)
  }

  @Test(arguments: ["", "5", "m5", "5m5m", "5s5m", "<unknown>", "<invalid>", "-5s", "5 m", "99999999999y", "5x"])
  func noAge(_ text: String) { #expect(AgeText(text) == nil) }

  @Test func boundsAreReadAsWritten() throws {
    for (from, to) in [
      ("10:00:00", "10:00:01"), ("10:00:00", "10:01:00"), ("09:59:58", "10:01:02"), ("01:00:00", "09:00:01"),
    ] {
      let text = "2024-05-06T\(from)Z/2024-05-06T\(to)Z"
      #expect(try #require(Moment(bounds: text)).bounds == text)
    }
    #expect(Moment(bounds: "2024-05-06T10:00:00Z/2024-05-06T09:00:00Z") == nil && Moment(bounds: "a/b") == nil)
  }
}
