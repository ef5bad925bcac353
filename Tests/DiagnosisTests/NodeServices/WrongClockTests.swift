import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

struct WrongClockTests {
  /// Node n1, whose clock is three hours ahead, takes a certificate for expired; `end` is when that ends.
  private func roots(_ end: String) throws -> [String] {
    let journal = (0..<3).map { round in
      "2024-05-06T13:02:0\(round).000200+0000 n1 kubelet[77]: E0506 13:02:0\(round).000100      77 controller.go:187] "
        + APICertificates.leaseError(
          "x509: certificate has expired or is not yet valid: current time 2024-05-06T13:02:0\(round)Z is after \(end)")
        + "\n"
    }.joined()
    let events = (0..<6).map { round in
      """
      apiVersion: v1
      kind: Event
      metadata: {name: e\(round), namespace: shop, uid: e\(round), creationTimestamp: "2024-05-06T09:5\(round):00Z"}
      involvedObject: {kind: Pod, name: web-\(round), namespace: shop, uid: u\(round)}
      reason: Pulled
      message: Container image "a" already present on machine
      type: Normal
      count: 1
      firstTimestamp: "2024-05-06T12:5\(round):00Z"
      lastTimestamp: "2024-05-06T12:5\(round):00Z"
      source: {component: kubelet, host: n1}

      """
    }.joined(separator: "---\n")
    let node = ServiceOutageMode.node(
      ready: "Unknown", reason: "NodeStatusUnknown", message: "Kubelet stopped posting node status.", since: "10:02:45")
    let incident = try BundleReader.read(
      .memory([
        ("cluster/nodes.yaml", node), ("events.yaml", events), ("nodes/n1/journal/kubelet.log", journal),
        ("date.txt", "Mon May  6 10:03:30 UTC 2024\n"),
      ]), keeping: LogInterests.ofAllModes, limits: ReadLimits())
    return DiagnosticEngine.diagnose(incident).rootCauses.map { "\($0.id) \($0.subjects[0].path)" }
  }

  @Test func `By the right time the certificate is good`() throws {
    #expect(try roots("2024-05-06T12:00:00Z") == ["clock-skew Node/n1"])
  }

  @Test func `It has expired by the right time as well`() throws {
    #expect(try roots("2024-05-06T08:00:00Z").map { $0.prefix(39) } == ["apiserver-or-control-plane-cert-expired"])
  }

  /// The place of a log without a year on the clock says nothing about what its messages name.
  @Test func `A log without a year shows no clock that is ahead`() throws {
    let text =
      "x509: certificate has expired or is not yet valid: current time 2024-05-06T13:02:00Z is after 2024-05-06T12:00:00Z"
    let source = LogSource(node: "n1", component: "kubelet")
    func isAhead(_ year: Int) throws -> Bool {
      let time = try #require(Moment(rfc3339: "\(year)-05-06T10:02:00Z"))
      return WrongClock.isAhead(
        LogRecord(
          time: time, source: source, severity: .error, callSite: "controller.go:187", message: text, fields: [],
          signatures: [],
          evidence: Evidence(path: "kubelet.log", line: 1, text: text)))
    }
    #expect(try isAhead(2024))
    #expect(try !isAhead(Instant.unknownYear))
  }

  @Test func `The words name two dates`() throws {
    let text = "x509: … current time 2024-05-06T13:02:00Z is after 2024-05-06T12:00:00Z, verifying certificate failed"
    let dates = try #require(WrongClock.dates(in: text))
    #expect(dates.now.rfc3339 == "2024-05-06T13:02:00Z")
    #expect(dates.end.rfc3339 == "2024-05-06T12:00:00Z")
    #expect(WrongClock.dates(in: "current time 2024-05-06T13:02:00Z is before 2024-05-06T15:00:00Z") == nil)
  }
}
