import Model

/// A program that systemd runs on a node, by the names under which systemd writes about it.
enum NodeService: String, CaseIterable, Sendable {
  case kubelet, containerd, crio, docker, etcd
  case kubeProxy = "kube-proxy"
  case scheduler = "kube-scheduler"
  case controllerManager = "kube-controller-manager"
  case apiServer = "kube-apiserver"
  case cloudControllerManager = "cloud-controller-manager"
  case haproxy, keepalived, flanneld
  case calicoNode = "calico-node"

  /// Its unit, e.g. `kubelet.service`.
  var unit: String { "\(rawValue).service" }

  /// All names of its unit. Some distributions have a name of their own for the kubelet's.
  var units: [String] {
    switch self {
    case .kubelet:
      [
        unit, "origin-node.service", "atomic-openshift-node.service", "snap.microk8s.daemon-kubelet.service",
        "snap.kubelet.daemon.service",
      ]
    case .containerd: [unit, "snap.microk8s.daemon-containerd.service"]
    default: [unit]
    }
  }

  /// What a cluster stands on besides its own components: the way to the API server, the network, the cloud.
  static let supporting: [NodeService] = [.cloudControllerManager, .haproxy, .keepalived, .flanneld, .calicoNode]

  /// Container runtimes.
  static let runtimes: [NodeService] = [.containerd, .crio, .docker]

  /// Descriptions that packages and installers give the unit. Before systemd 249 the lines hold only these:
  /// `Stopped kubelet: The Kubernetes Node Agent.`
  var descriptions: [String] {
    switch self {
    case .kubelet: ["kubelet: The Kubernetes Node Agent", "Kubernetes Kubelet", "Kubelet via Hyperkube"]
    case .containerd: ["containerd container runtime"]
    case .crio: ["Container Runtime Interface for OCI (CRI-O)", "CRI-O daemon"]
    case .docker: ["Docker Application Container Engine"]
    case .etcd: ["Etcd Server", "etcd key-value store", "etcd service"]
    case .kubeProxy: ["Kubernetes Kube-Proxy Server", "Kubernetes Kube Proxy"]
    case .scheduler: ["Kubernetes Scheduler"]
    case .controllerManager: ["Kubernetes Controller Manager"]
    case .apiServer: ["Kubernetes API Server"]
    case .cloudControllerManager: ["Kubernetes Cloud Controller Manager"]
    case .haproxy: ["HAProxy Load Balancer"]
    case .keepalived: ["Keepalive Daemon (LVS and VRRP)", "LVS and VRRP High Availability Monitor"]
    case .flanneld: ["Flanneld overlay address etcd agent"]
    case .calicoNode: ["Calico per-host agent"]
    }
  }

  /// What systemd writes about it.
  var signature: LogSignature {
    LogSignature("systemd-\(rawValue)", component: "systemd", literals: units + descriptions)
  }

  /// What follows `Stopping `, `kubelet.service: ` and the like, with nothing before it: whether the line is about this unit.
  func isNamed(by text: some StringProtocol) -> Bool {
    (units + descriptions).contains { text.hasPrefix($0) }
  }
}

/// What a line of systemd says about a unit.
enum UnitTransition: Sendable {
  /// `Stopping …`: somebody asked for it.
  case stopping
  /// `Stopped …`, `Deactivated successfully`.
  case stopped
  /// `Starting …`.
  case starting
  /// `Started …`.
  case started
  /// `Main process exited, code=exited, status=255/EXCEPTION`, `Failed with result 'exit-code'`, `Failed to start …`.
  case failed(String)
  /// `Scheduled restart job, restart counter is at 4.`
  case restarting(Int)
  /// `A process of this unit has been killed by the OOM killer.`
  case outOfMemory

  /// What a message of systemd says about a service; nil for anything else, e.g. `Consumed 19s CPU time`.
  init?(_ message: String, about service: NodeService) {
    let verbs: [(String, UnitTransition)] = [
      ("Stopping ", .stopping), ("Stopped ", .stopped), ("Starting ", .starting), ("Started ", .started),
      ("Failed to start ", .failed("failed to start")),
    ]
    for (verb, transition) in verbs where message.hasPrefix(verb) {
      guard service.isNamed(by: message.dropFirst(verb.utf8.count)) else { return nil }
      self = transition
      return
    }
    guard let unit = service.units.first(where: message.hasPrefix) else {
      guard service.units.contains(where: { message.hasPrefix("Unit \($0) entered failed state") }) else { return nil }
      self = .failed("entered failed state")
      return
    }
    let said = message.dropFirst(unit.utf8.count)
    if let range = said.firstRange(of: "ain process exited, ") {
      // The shell's habit: a stop by signal TERM is no failure of the program.
      let how = String(said[range.upperBound...])
      self = how.hasSuffix("status=0/SUCCESS") || how.hasSuffix("status=15/TERM") ? .stopped : .failed(how)
    } else if let range = said.firstRange(of: "Failed with result ") {
      self = .failed("result " + said[range.upperBound...].filter { $0 != "." })
    } else if let range = said.firstRange(of: "restart counter is at ") {
      self = .restarting(Int(said[range.upperBound...].prefix { $0.isNumber }) ?? 1)
    } else if said.firstRange(of: "scheduling restart") != nil {
      self = .restarting(1)
    } else if said.firstRange(of: "Start request repeated too quickly") != nil {
      self = .failed("start request repeated too quickly")
    } else if said.firstRange(of: "killed by the OOM killer") != nil {
      self = .outOfMemory
    } else if said.firstRange(of: "Deactivated successfully") != nil || said.firstRange(of: "Succeeded.") != nil {
      self = .stopped
    } else {
      return nil
    }
  }
}
