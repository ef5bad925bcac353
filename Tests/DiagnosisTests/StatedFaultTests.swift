import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

/// Single lines that somebody picked out: which of them name a cause, and which only tell that something failed.
@Suite struct StatedFaultTests {
  private func roots(_ artifacts: (path: String, text: String)...) throws -> [(id: String, confidence: String)] {
    let incident = try BundleReader.read(.memory(artifacts), keeping: LogInterests.ofAllModes, limits: ReadLimits())
    return DiagnosticEngine.diagnose(incident).rootCauses.map { ($0.id, "\($0.confidence)") }
  }

  private static let sandbox =
    "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to set up sandbox container \"f1\" network for pod \"api-0\": networkPlugin cni failed to set up pod \"api-0_shop\" network: "

  @Test(arguments: [
    (
      "unable to allocate IP via local cilium agent: [POST /ipam][502] postIpamFailure  range is full",
      "pod-ip-exhaustion"
    ),
    (
      "failed to allocate for range 0: no IP addresses available in range set: 10.4.0.1-10.4.0.254", "pod-ip-exhaustion"
    ),
    ("open /run/flannel/subnet.env: no such file or directory", "cni-plugin-binary-or-config-error"),
    ("dial tcp 127.0.0.1:50051: connect: connection refused", "cni-plugin-binary-or-config-error"),
  ])
  func aNetworkThatFailsForAReason(_ reason: String, _ id: String) throws {
    #expect(try roots(("describe-pod.txt", Self.sandbox + reason + "\n")).map(\.id) == [id])
  }

  /// The step that failed is no cause.
  @Test(arguments: [
    "Get \"https://10.96.0.1:443/api/v1/nodes\": dial tcp 10.96.0.1:443: i/o timeout",
    "error getting ClusterInformation: Get \"https://10.96.0.1:443/\": dial tcp 10.96.0.1:443: connect: connection refused",
    "failed to allocate for range 0: requested IP address 10.4.0.9 is not available in range set 10.4.0.1-10.4.0.254",
    "context deadline exceeded",
  ])
  func aNetworkThatFails(_ reason: String) throws {
    #expect(try roots(("describe-pod.txt", Self.sandbox + reason + "\n")).isEmpty)
  }

  @Test(arguments: [
    ("exit status 2 (iptables-restore v1.8.4: Couldn't load target `KUBE-MARK-DROP': No such file or directory)", true),
    ("exit status 1 (Warning: Extension MARK is not supported, missing kernel module?)", true),
    ("exit status 1 (iptables-restore: line 7 failed)", false),
    ("exit status 4 (Another app is currently holding the xtables lock)", false),
  ])
  func oneFailureOfKubeProxy(_ reason: String, _ isLasting: Bool) throws {
    let line = "E0506 10:00:01.000100       1 proxier.go:1201] Failed to execute iptables-restore: \(reason)\n"
    #expect(try roots(("kube-proxy.log", line)).map(\.id) == (isLasting ? ["kube-proxy-failing"] : []))
  }

  @Test func aClientThatIsRefused() throws {
    let line =
      "E0506 10:00:01.000100       1 authentication.go:53] Unable to authenticate the request due to an error: x509: certificate has expired or is not yet valid: current time 2024-05-06T10:00:01Z is after 2024-05-06T08:00:00Z\n"
    let found = try roots(("kube-apiserver.log", line + line.replacing("10:00:01", with: "10:00:03")))
    #expect(found.map(\.id) == ["apiserver-or-control-plane-cert-expired"] && found.first?.confidence == "likely")
    // Anybody may come once with an old kubeconfig.
    #expect(try roots(("kube-apiserver.log", line)).isEmpty)
  }

  /// Without its dates the message is the same for a clock that is behind.
  @Test(arguments: [
    ("x509: certificate has expired or is not yet valid", "possible"),
    (
      "x509: certificate has expired or is not yet valid: current time 2024-05-06T10:00:01Z is after 2024-05-01T08:00:00Z",
      "proven"
    ),
  ])
  func aCertificateOfEtcd(_ error: String, _ confidence: String) throws {
    let line =
      "2024-05-06 10:00:01.848860 I | embed: rejected connection from \"10.0.0.2:41234\" (error \"tls: failed to verify client's certificate: \(error)\", ServerName \"\")\n"
    let found = try roots(("etcd.log", line))
    #expect(found.map(\.id) == ["etcd-client-or-peer-cert-expired"] && found.first?.confidence == confidence)
  }

  @Test(arguments: [
    ("panic: freepages: failed to get all reachable pages (page 24: out of bounds: 3758)", "etcd-data-corrupt-or-lost"),
    (
      "\"msg\":\"server error\",\"error\":\"the member has been permanently removed from the cluster\"",
      "etcd-member-removed"
    ),
  ])
  func theLastWordsOfEtcd(_ line: String, _ id: String) throws {
    #expect(try roots(("etcd.log", line + "\n")).map(\.id) == [id])
  }

  /// A kubelet that cannot start for want of handles is no pod that does not start.
  @Test func aKubeletWithoutHandles() throws {
    let text =
      "kubelet[9]: F0506 10:00:02.166979       9 server.go:269] failed to run Kubelet: inotify_init: too many open files\n"
      + "kubelet[9]: E0506 10:00:02.166955       9 server_linux.go:27] unable to create watcher for lockfile: inotify_init: too many open files\n"
    #expect(try roots(("kubelet.log", text)).map(\.id) == ["file-descriptor-or-inotify-exhaustion"])
  }

  /// A program's own limit of open files is not its node's table of them.
  @Test(arguments: [("accept4: too many open files in system", true), ("accept4: too many open files", false)])
  func openFiles(_ error: String, _ isOfTheNode: Bool) throws {
    let line =
      "2024-05-06 10:00:01.848860 W | rafthttp: http: Accept error: accept tcp 10.0.0.2:2380: \(error); retrying\n"
    #expect(try roots(("etcd.log", line)).map(\.id) == (isOfTheNode ? ["file-descriptor-or-inotify-exhaustion"] : []))
  }
}
