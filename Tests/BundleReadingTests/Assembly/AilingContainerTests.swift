import Model
import Testing

@testable import BundleReading

@Suite struct AilingContainerTests {
  private static let rows = """
    NAME       READY   STATUS             RESTARTS   AGE
    ledger-0   0/1     CrashLoopBackOff   6          9m
    web-1      1/1     Running            0          9m

    """

  private func owners(_ artifacts: [(path: String, text: String)]) throws -> [String] {
    try BundleReader.read(.memory(artifacts), keeping: [], limits: ReadLimits()).containerLogs.map {
      $0.container?.name ?? ""
    }
  }

  @Test func `The log beside the one that fails is its`() throws {
    #expect(
      try owners([("get-pods.txt", Self.rows), ("kubectl-logs.txt", "starting\npanic: no journal\n")]) == ["ledger-0"])
  }

  /// What is concluded from it is no more than likely.
  @Test func `That it is its is inferred`() throws {
    func logs(_ path: String) throws -> [ContainerLog] {
      try BundleReader.read(
        .memory([("get-pods.txt", Self.rows), (path, "starting\npanic: no journal\n")]), keeping: [],
        limits: ReadLimits()
      ).containerLogs
    }
    #expect(try logs("kubectl-logs.txt").map(\.isOwnerInferred) == [true])
    #expect(try logs("logs/ledger-0.log").map(\.isOwnerInferred) == [false])
  }

  @Test func `Where two fail, nobody knows whose it is`() throws {
    let rows = Self.rows + "blog-1     0/1     CrashLoopBackOff   6          9m\n"
    #expect(try owners([("get-pods.txt", rows), ("kubectl-logs.txt", "starting\npanic: no journal\n")]) == [""])
  }

  @Test func `A file that names somebody else is not its`() throws {
    #expect(
      try owners([("get-pods.txt", Self.rows), ("kubectl-logs-billing.txt", "starting\npanic: no journal\n")])
        .contains("ledger-0") == false)
  }

  @Test(arguments: [
    ("kubectl-logs", true), ("pod_log_2", true), ("", true), ("logs-previous", true), ("billing", false),
    ("kubectl-logs-billing", false),
  ])
  func `What a name says`(_ name: String, _ isEmpty: Bool) {
    #expect(AilingContainer.isEmpty(name) == isEmpty)
  }
}
