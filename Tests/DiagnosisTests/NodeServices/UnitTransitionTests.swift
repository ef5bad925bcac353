import Testing

@testable import Diagnosis

struct UnitTransitionTests {
  /// The transition as a word, since one holds a text.
  private func read(_ message: String, _ service: NodeService) -> String? {
    UnitTransition(message, about: service).map { transition in
      switch transition {
      case .stopping: "stopping"
      case .stopped: "stopped"
      case .starting: "starting"
      case .started: "started"
      case .failed(let how): "failed: \(how)"
      case .restarting(let count): "restarting \(count)"
      case .outOfMemory: "out of memory"
      }
    }
  }

  @Test(
    "Lines of all ages",
    arguments: [
      ("Stopping kubelet.service - kubelet: The Kubernetes Node Agent...", NodeService.kubelet, "stopping"),
      ("Stopping kubelet: The Kubernetes Node Agent...", .kubelet, "stopping"),
      ("Stopped Kubernetes Kube-Proxy Server.", .kubeProxy, "stopped"),
      ("kube-scheduler.service: Deactivated successfully.", .scheduler, "stopped"),
      ("kube-scheduler.service: Succeeded.", .scheduler, "stopped"),
      ("Starting containerd container runtime...", .containerd, "starting"),
      ("Started docker.service - Docker Application Container Engine.", .docker, "started"),
      ("Failed to start etcd.service - etcd key-value store.", .etcd, "failed: failed to start"),
      (
        "kubelet.service: Main process exited, code=exited, status=1/FAILURE", .kubelet,
        "failed: code=exited, status=1/FAILURE"
      ),
      (
        "kubelet.service: main process exited, code=exited, status=255/n/a", .kubelet,
        "failed: code=exited, status=255/n/a"
      ),
      ("kubelet.service: Main process exited, code=killed, status=15/TERM", .kubelet, "stopped"),
      ("crio.service: Main process exited, code=exited, status=0/SUCCESS", .crio, "stopped"),
      ("kubelet.service: Failed with result 'exit-code'.", .kubelet, "failed: result 'exit-code'"),
      ("Unit kubelet.service entered failed state.", .kubelet, "failed: entered failed state"),
      ("kubelet.service: Scheduled restart job, restart counter is at 41.", .kubelet, "restarting 41"),
      ("kubelet.service holdoff time over, scheduling restart.", .kubelet, "restarting 1"),
      ("kubelet.service: Start request repeated too quickly.", .kubelet, "failed: start request repeated too quickly"),
      ("containerd.service: A process of this unit has been killed by the OOM killer.", .containerd, "out of memory"),
    ])
  func readsLines(_ message: String, _ service: NodeService, _ expected: String) {
    #expect(read(message, service) == expected)
  }

  @Test(
    "Lines about something else",
    arguments: [
      ("kubelet.service: Consumed 19.848s CPU time.", NodeService.kubelet),
      ("Stopped Kubernetes Scheduler.", .controllerManager),
      ("Stopping User Manager for UID 0...", .kubelet), ("kubelet-wrapper.service: Succeeded.", .kubelet),
      ("Started Session 4 of user root.", .docker), ("", .etcd),
      ("my kubelet.service: Failed with result 'exit-code'.", .kubelet),
    ])
  func refusesOthers(_ message: String, _ service: NodeService) { #expect(read(message, service) == nil) }

  @Test func noLineIsAboutTwoServices() {
    for service in NodeService.allCases {
      for name in [service.unit] + service.descriptions {
        let about = NodeService.allCases.filter { read("Stopped \(name).", $0) != nil }
        #expect(about == [service], "\(name)")
      }
    }
  }
}
