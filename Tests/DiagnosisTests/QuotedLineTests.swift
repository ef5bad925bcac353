import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

/// Lines of node components as people quote them: without a header, of old versions, through somebody else's mouth.
@Suite struct QuotedLineTests {
  private func roots(_ text: String, path: String = "excerpt.txt") throws -> [String] {
    let incident = try BundleReader.read(
      .memory([(path, text)]), keeping: LogInterests.ofAllModes, limits: ReadLimits())
    return DiagnosticEngine.diagnose(incident).rootCauses.map(\.id)
  }

  @Test(arguments: [
    "Unable to register node \"a\" with API server: nodes \"a\" is forbidden: node \"b\" cannot modify node \"a\"\n",
    "`Unable to register node \"a\" with API server: nodes \"a\" is forbidden: node B cannot modify node b`\n",
    "Unable to register node \"a\" with API server: User \"system:node:\" cannot create nodes at the cluster scope.: \"unknown node for user \\\"system:node:\\\"\" (post nodes)\n",
    "kubectl version\nClient Version: version.Info{Major:\"1\", Minor:\"7\"}\n\nkubelet_node_status.go:106] Unable to register node \"a\" with API server: nodes \"a\" is forbidden: node b cannot modify node a\n",
  ])
  func aKubeletOfAnotherName(_ text: String) throws {
    #expect(try roots(text) == ["node-not-registered-or-name-mismatch"])
  }

  @Test func aKubeletWithAnotherDriverThanDocker() throws {
    let text =
      "failed to create kubelet: misconfiguration: kubelet cgroup driver: \"systemd\" is different from docker cgroup driver: \"cgroupfs\"\n"
    #expect(try roots(text) == ["cgroup-driver-mismatch"])
    #expect(try roots("[WARNING IsDockerSystemdCheck]: detected \"cgroupfs\" as the Docker cgroup driver.\n") == [])
  }

  @Test func aKubeletThatMeetsNoServer() throws {
    #expect(
      try roots("Unable to register node \"a\" with API server: Post https://10.0.0.1:6443/api/v1/nodes: EOF\n") == [])
  }

  /// Whoever writes to the API is told, whatever it is.
  @Test(arguments: [
    "kubelet[9]: W0506 10:00:01.000100       9 status_manager.go:446] Failed to update status for pod \"api\": etcdserver: mvcc: database space exceeded\n",
    "error, code 500, msg: etcdserver: mvcc: database space exceeded\n",
    "$ kubectl apply -f web.yaml\nError from server: etcdserver: mvcc: database space exceeded\n",
  ])
  func etcdIsFull(_ text: String) throws { #expect(try roots(text) == ["etcd-space-quota-exceeded"]) }

  @Test func etcdHasCompacted() throws {
    #expect(try roots("Error from server: etcdserver: mvcc: required revision has been compacted\n") == [])
  }

  private static let chain =
    "\"Failed to ensure chain exists\" err=\"error creating chain \\\"KUBE-SERVICES\\\": exit status "

  @Test(arguments: [
    ("3: can't initialize iptables table `filter': Table does not exist (do you need to insmod?)\\n\"", true),
    ("4: Another app is currently holding the xtables lock.\\n\"", false),
  ])
  func kubeProxyMakesNoChain(_ reason: String, _ isLasting: Bool) throws {
    let line = "E0506 10:00:01.000100       1 proxier.go:840] \(Self.chain)\(reason)\n"
    #expect(try roots(line, path: "kube-proxy.log") == (isLasting ? ["kube-proxy-failing"] : []))
  }

  /// Containers load the same modules and mostly do without.
  @Test func othersLoadModules() throws {
    let line = "modprobe: ERROR: could not insert 'ip_tables': Operation not permitted\n"
    #expect(!(try roots(line, path: "logs/shop_builder-0_builder.log").contains("kube-proxy-failing")))
  }

  private static func containerd(_ error: String) -> String {
    "May 06 10:00:01 n1 containerd[55]: time=\"2024-05-06T10:00:01.100000000Z\" level=error msg=\"failed\" error=\"\(error)\"\n"
  }

  @Test func noThreadIsLeft() throws {
    let text =
      "failed to load task: OCI runtime state failed: runtime/cgo: pthread_create failed: Resource temporarily unavailable"
    #expect(try roots(Self.containerd(text)) == ["host-pid-exhaustion"])
    // What is executed in a container meets the container's own limit.
    let own =
      "failed to exec in container: OCI runtime exec failed: runtime/cgo: pthread_create failed: Resource temporarily unavailable"
    #expect(try roots(Self.containerd(own)) == [])
  }

  @Test func whatTheKubeletCouldNotEvenReport() throws {
    let line =
      "May 06 10:00:01 n1 kubelet[97]: E0506 10:00:01.867519      97 event.go:142] Unable to write event '&api.Event{Reason:\"KubeletSetupFailed\", Message:\"Failed to start ContainerManager system validation failed - Following Cgroup subsystem not mounted: [cpuset]\"}' (retry limit exceeded!)\n"
    #expect(try roots(line) == ["cgroup-hierarchy-problem"])
  }

  private static func late(_ call: String) -> String {
    "May 06 10:00:01 n1 kubelet[97]: E0506 10:00:01.867519      97 remote_runtime.go:163] \(call) from runtime service failed: rpc error: code = 4 desc = context deadline exceeded\n"
  }

  @Test func listsThatRunIntoTheirDeadline() throws {
    let lists = Self.late("ListPodSandbox with filter \"nil\"") + Self.late("ListContainers with filter \"nil\"")
    #expect(try roots(lists) == ["containerd-hung-or-slow"])
    #expect(try roots(Self.late("ListPodSandbox with filter \"nil\"")) == [])
  }

  @Test func aWatchThatCannotBeAdded() throws {
    func log(_ place: String) -> String {
      "[2024/05/06 10:00:01] [error] [\(place) errno=28] No space left on device\n"
    }
    let path = "logs/logging_fluent-bit-x2_fluent-bit.log"
    #expect(try roots(log("plugins/in_tail/tail_fs.c:139"), path: path) == ["file-descriptor-or-inotify-exhaustion"])
    #expect(
      !(try roots(log("lib/chunkio/src/cio_file.c:900"), path: path)).contains("file-descriptor-or-inotify-exhaustion"))
  }
}
