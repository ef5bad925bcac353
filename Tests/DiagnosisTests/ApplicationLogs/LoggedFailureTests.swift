import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

struct LoggedFailureTests {
  private func roots(_ artifacts: [(path: String, text: String)]) throws -> [String] {
    let incident = try BundleReader.read(.memory(artifacts), keeping: LogInterests.ofAllModes, limits: ReadLimits())
    return DiagnosticEngine.diagnose(incident).rootCauses.map { "\($0.id) \($0.subjects[0].path) \($0.confidence)" }
  }

  private func crash(_ log: String, exit: Int = 1, _ more: [(path: String, text: String)] = []) throws -> [String] {
    try roots(ApplicationExample.pod(ApplicationExample.crashing(exit: exit), log: log) + more)
  }

  @Test func `What runc writes into the log of a container that never ran`() throws {
    let cases = [
      ("exec /srv/api: exec format error", "exec-format-error"),
      ("standard_init_linux.go:228: exec user process caused: exec format error", "exec-format-error"),
      ("standard_init_linux.go:228: exec user process caused: no such file or directory", "wrong-command-or-args"),
      ("standard_init_linux.go:228: exec user process caused: permission denied", "exec-permission-denied"),
      ("cannot read /srv/table: unknown format error", "app-exit-error"),
    ]
    for (line, id) in cases { #expect(try crash(line + "\n") == ["\(id) Pod/shop/api-0 proven"], "\(line)") }
    #expect(try crash("exec /srv/api: exec format error\n", exit: 255) == ["exec-format-error Pod/shop/api-0 proven"])
  }

  @Test func `A program without a further process is not at fault where the kernel says so`() throws {
    let log = "sh: can't fork: Resource temporarily unavailable\n"
    #expect(try crash(log) == ["app-exit-error Pod/shop/api-0 proven"])
    let kernel =
      "2024-05-06T09:59:59.000200+0000 n1 kernel: cgroup: fork rejected by pids controller in /kubepods/besteffort/podu1/3f80\n"
    #expect(
      try crash(log, [("nodes/n1/journal/kernel.log", kernel)]) == ["pod-pid-limit-reached Pod/shop/api-0 proven"])
  }

  @Test func `An add-on asks for what the API server does not serve`() throws {
    let log =
      "Failed to watch *v1beta1.EndpointSlice: failed to list *v1beta1.EndpointSlice: the server could not find the "
      + "requested resource\nFATAL: caches did not sync\n"
    // A program of somebody's own may ask for resources that were never installed.
    #expect(try crash(log) == ["app-exit-error Pod/shop/api-0 proven"])
    let addOn = ApplicationExample.crashing(exit: 1).split(
      separator: "namespace: shop", omittingEmptySubsequences: false)
    #expect(
      try roots([
        ("pods.yaml", addOn.joined(separator: "namespace: kube-system")),
        ("namespaces/kube-system/logs/api-0/main.log", log),
      ]) == ["addon-incompatible-after-upgrade Pod/kube-system/api-0 likely"])
  }

  @Test func `kube-proxy that does not come up is more than a program that ends`() throws {
    func pod(_ container: String) -> [(path: String, text: String)] {
      [
        (
          "pods.yaml",
          """
          apiVersion: v1
          kind: Pod
          metadata: {name: kube-proxy-x, namespace: kube-system, uid: u1}
          spec: {nodeName: n1, restartPolicy: Always, containers: [{name: \(container), image: "registry.example/p:1"}]}
          status:
            phase: Running
            containerStatuses:
            - {name: \(container), restartCount: 4, state: {waiting: {reason: CrashLoopBackOff}}, \
          lastState: {terminated: {exitCode: 1, reason: Error, finishedAt: "2024-05-06T10:00:00Z"}}}

          """
        ),
        (
          "namespaces/kube-system/logs/kube-proxy-x/\(container).log",
          "F0506 10:00:00.000100       1 server.go:495] failed complete: unrecognized feature gate: Topology\n"
        ),
      ]
    }
    #expect(try roots(pod("kube-proxy")) == ["kube-proxy-down Pod/kube-system/kube-proxy-x proven"])
    #expect(try roots(pod("exporter")) == ["app-exit-error Pod/kube-system/kube-proxy-x proven"])
  }
}
