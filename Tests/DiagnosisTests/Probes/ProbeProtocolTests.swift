import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

/// What a probe meets at a server of another protocol, in the words of several servers.
struct ProbeProtocolTests {
  private static let http = "{httpGet: {path: /, port: 8080}, periodSeconds: 10, failureThreshold: 3}"
  private static let grpc = "{grpc: {port: 8080}, periodSeconds: 10, failureThreshold: 3}"
  private static let tcp = "{tcpSocket: {port: 8080}, periodSeconds: 10, failureThreshold: 3}"
  private static let deadline =
    "timeout: failed to connect service \"10.1.2.3:8080\" within 1s: context deadline exceeded"

  /// The failure modes of a bundle in which the liveness probe is `other` and works.
  private func modes(
    _ probe: String, other: String, message: String, count: Int = 9, ready: Bool = false
  ) throws -> [String] {
    let artifacts = ProbeExample.bundle(.readiness, probe, message: message, restarts: 0, ready: ready, count: count)
      .map { path, text in
        (
          path: path,
          text: text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.hasPrefix("    livenessProbe:") ? "    livenessProbe: \(other)" : String(line)
          }.joined(separator: "\n")
        )
      }
    let incident = try BundleReader.read(.memory(artifacts), keeping: LogInterests.ofAllModes, limits: ReadLimits())
    return Investigation(incident).probeFailures.map(\.mode)
  }

  @Test(
    "HTTP meets gRPC, whatever the server does with it",
    arguments: [
      "Get \"http://10.1.2.3:8080/\": EOF", "HTTP probe failed with statuscode: 400",
      "Get \"http://10.1.2.3:8080/\": read tcp 10.1.2.1:4000->10.1.2.3:8080: read: connection reset by peer",
      "Get \"http://10.1.2.3:8080/\": http: server closed idle connection",
      "Get \"http://10.1.2.3:8080/\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)",
    ])
  func meetsGRPC(_ message: String) throws {
    #expect(try modes(Self.http, other: Self.grpc, message: message) == ["readiness-probe-wrong-protocol"])
  }

  @Test(
    "An answer in HTTP is an answer",
    arguments: ["HTTP probe failed with statuscode: 503", "HTTP probe failed with statuscode: 500"])
  func isUnhealthy(_ message: String) throws {
    #expect(try modes(Self.http, other: Self.grpc, message: message) == ["readiness-probe-failing"])
  }

  @Test func aStatusOfAnHTTPServerIsNoOtherProtocol() throws {
    let message = "HTTP probe failed with statuscode: 400"
    #expect(try modes(Self.http, other: Self.tcp, message: message) == ["readiness-probe-failing"])
  }

  @Test func gRPCMeetsSomethingElse() throws {
    #expect(try modes(Self.grpc, other: Self.http, message: Self.deadline) == ["readiness-probe-wrong-protocol"])
    #expect(try modes(Self.grpc, other: Self.tcp, message: Self.deadline) == ["readiness-probe-wrong-protocol"])
    #expect(try modes(Self.grpc, other: Self.grpc, message: Self.deadline) == ["readiness-probe-failing"])
  }

  @Test func aServerThatHangsUpBesideAnotherProbe() throws {
    let message = "Get \"http://10.1.2.3:8080/\": EOF"
    #expect(try modes(Self.http, other: Self.tcp, message: message) == ["readiness-probe-wrong-protocol"])
    #expect(try modes(Self.http, other: Self.http, message: message) == ["readiness-probe-failing"])
  }
}
