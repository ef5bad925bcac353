import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

struct LostContactTests {
  private func contacts(_ error: String, at times: [String], node: String = "n1") throws -> [LostContact] {
    let journal = times.map { time in
      DiskPressureExample.kubelet((time, "controller.go:187", APICertificates.leaseError(error)))
    }.joined()
    let incident = try BundleReader.read(
      .memory([("nodes/\(node)/journal/kubelet.log", journal)]), keeping: LogInterests.ofAllModes, limits: ReadLimits())
    return LostContact.all(in: incident)
  }

  private static let timeout = "dial tcp 10.0.0.1:6443: i/o timeout"

  @Test("Calls that time out for longer than a lease lives")
  func lasting() throws {
    let found = try contacts(Self.timeout, at: ["10:00:00", "10:00:20", "10:00:50"])
    #expect(found.map(\.calls) == [3])
    #expect(found.map(\.isNetworkNamed) == [true])
  }

  @Test("What is shorter nobody notices")
  func brief() throws {
    #expect(try contacts(Self.timeout, at: ["10:00:00", "10:00:10"]).isEmpty)
  }

  @Test("Hours apart are two times, each too short")
  func apart() throws {
    #expect(try contacts(Self.timeout, at: ["10:00:00", "12:00:00"]).isEmpty)
  }

  @Test("A call that takes too long does not name the network")
  func tooLong() throws {
    let found = try contacts("context deadline exceeded", at: ["10:00:00", "10:00:20", "10:00:50"])
    #expect(found.map(\.isNetworkNamed) == [false])
  }

  @Test(
    "Other errors are no cut network",
    arguments: [
      "dial tcp 10.0.0.1:6443: connect: connection refused",
      "x509: certificate has expired or is not yet valid: i/o timeout",
      "dial tcp: lookup api.example.com on 10.0.0.2:53: read udp 10.0.0.9:41000->10.0.0.2:53: i/o timeout",
    ])
  func others(error: String) throws {
    #expect(try contacts(error, at: ["10:00:00", "10:00:20", "10:00:50"]).isEmpty)
  }
}
