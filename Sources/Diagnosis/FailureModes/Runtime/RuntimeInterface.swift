import Model

/// The runtime runs but does not offer the interface that the kubelet speaks.
extension FailureMode {
  static let criPluginDisabled = FailureMode(
    card: FailureModeCard(
      id: "cri-plugin-disabled-or-config-broken", role: .fault, layer: "Container runtime",
      title: Text(en: "containerd's CRI plugin is off or broken", ja: "containerd の CRI プラグインが無効または設定不正"),
      what: """
        containerd runs, but the kubelet and crictl get `unknown service runtime.v1.RuntimeService` (or v1alpha2); the kubelet exits.
        """,
      why: """
        The package containerd.io ships a configuration with `disabled_plugins = ["cri"]`, or the plugin's part of the configuration is \
        not valid and containerd skips it at its start.
        """,
      remedies: [
        Remedy(
          .now, "Look at the configuration, make a new one where it disables cri, and restart containerd.",
          commands: [
            "grep disabled_plugins /etc/containerd/config.toml",
            "containerd config default > /etc/containerd/config.toml",
            "systemctl restart containerd", "ctr plugins ls | grep cri",
          ]),
        Remedy(.lasting, "Keep containerd's configuration in the image or in configuration management."),
      ],
      references: ["https://kubernetes.io/docs/setup/production-environment/container-runtimes/#containerd"]),
    signatures: [
      NodeService.kubelet.signature, KubeletExit.signature, RuntimeInterface.versionLine, RuntimeInterface.pluginLine,
      checkLine, RuntimeInterface.refusedCallLine,
    ],
    recognize: { investigation in
      let exits = KubeletExit.occurrences(
        of: "cri-plugin-disabled-or-config-broken", effect: "kubelet down", investigation
      ).map { found in
        var occurrence = found
        // That the plugin is off and not too old follows from nothing but the runtime's age.
        occurrence.confidence = min(occurrence.confidence, .likely)
        return occurrence
      }
      let nodes = Set(exits.map(\.subject.name))
      return exits
        + RuntimeInterface.brokenConfigurations(investigation).filter {
          !nodes.contains($0.subject.name) && !RuntimeInterface.isSecondMajor(on: $0.subject.name, investigation)
        }
        + RuntimeInterface.refusedCalls(investigation).filter { !nodes.contains($0.subject.name) }
        + StatedOnNode.occurrences(
          checkLine, "has a runtime that does not speak CRI", effect: "no CRI", investigation, whileItLasts: true
        ).map { found in
          var occurrence = found
          occurrence.confidence = .likely
          return occurrence
        }
    },
    fires: KubeletExit.example(
      "containerd 1.6 without its plugin",
      error:
        "failed to run Kubelet: unable to determine runtime API version: rpc error: code = Unimplemented desc = unknown service runtime.v1alpha2.RuntimeService"
    ),
    staysSilent: KubeletExit.example(
      "The runtime's socket is not there",
      error:
        "failed to run Kubelet: unable to determine runtime API version: rpc error: code = Unavailable desc = connection error"
    ))

  static let criV1Required = FailureMode(
    card: FailureModeCard(
      id: "cri-v1-required", role: .fault, layer: "Upgrades and version skew",
      title: Text(en: "The runtime is too old for the kubelet", ja: "ランタイムが kubelet に対して古すぎる"),
      what: """
        A kubelet of 1.26 or newer exits: `CRI v1 runtime API is not implemented for endpoint`, and the node's runtime is containerd before 1.6.
        """,
      why: """
        Since 1.26 the kubelet speaks only version v1 of the runtime's interface, which containerd has since 1.6.
        """,
      remedies: [
        Remedy(
          .now, "Upgrade containerd to 1.6 or newer, or cri-dockerd to 0.3, then start the kubelet.",
          commands: ["containerd --version", "crictl version"]),
        Remedy(.lasting, "Upgrade the runtime before the kubelet."),
      ],
      references: ["https://kubernetes.io/blog/2022/11/18/upcoming-changes-in-kubernetes-1-26/"]),
    signatures: [NodeService.kubelet.signature, KubeletExit.signature, RuntimeInterface.versionLine],
    recognize: { KubeletExit.occurrences(of: "cri-v1-required", effect: "kubelet down", $0) },
    fires: RuntimeInterface.kubeletExit(
      "containerd 1.5 under a new kubelet", version: "1.5.11", service: "runtime.v1.RuntimeService"),
    staysSilent: RuntimeInterface.kubeletExit(
      "containerd 1.7 knows the interface: its plugin is off", version: "1.7.13", service: "runtime.v1.RuntimeService"))

  /// kubeadm's look at the runtime.
  private static let checkLine = LogSignature(
    "cri-check-failed", component: "kubeadm",
    literals: ["unknown service runtime.v1", "CRI v1 runtime API is not implemented for endpoint"])
}

/// Which interface a node's runtime can offer.
enum RuntimeInterface {
  /// `level=info msg="starting containerd" revision=… version=1.5.11`
  static let versionLine = LogSignature(
    "containerd-version", component: "containerd", literals: ["starting containerd"])

  /// containerd's word that it goes without its CRI plugin.
  static let pluginLine = LogSignature(
    "cri-plugin-not-loaded", component: "containerd",
    literals: ["failed to load plugin io.containerd.grpc.v1.cri", "failed to load plugin io.containerd.cri.v1"])

  /// What a kubelet that runs gets once its runtime came back without the plugin.
  static let refusedCallLine = LogSignature(
    "cri-call-unimplemented", component: "kubelet",
    callSites: ["generic.go", "kuberuntime_sandbox.go", "remote_runtime.go", "kubelet.go"],
    literals: ["code = Unimplemented desc = unknown service runtime.v1"])

  /// Nodes whose kubelet gets nothing else until the end of its log.
  static func refusedCalls(_ investigation: Investigation) -> [Occurrence] {
    StatedOnNode.occurrences(
      refusedCallLine, "has a runtime that does not speak CRI", effect: "no CRI", investigation, atLeast: 2,
      whileItLasts: true
    ) { record in
      !investigation.goesOn(after: record, for: seconds(60)) && !isOld(on: record.source.node, investigation)
        && !isSecondMajor(on: record.source.node, investigation)
    }.map { found in
      var occurrence = found
      occurrence.confidence = .likely
      return occurrence
    }
  }

  /// Nodes whose containerd says at its start that the plugin's settings are not valid.
  static func brokenConfigurations(_ investigation: Investigation) -> [Occurrence] {
    StatedOnNode.occurrences(
      pluginLine, "has a containerd whose CRI plugin is not loaded", effect: "no CRI", investigation,
      whileItLasts: true
    ) { $0.evidence.text.firstRange(of: "invalid plugin config") != nil }
  }

  /// Whether the node's containerd is known to be older than 1.6, which brought CRI v1.
  static func isOld(on node: String, _ investigation: Investigation) -> Bool {
    version(on: node, investigation).map { $0.major == 1 && $0.minor < 6 } ?? false
  }

  /// Whether the node's containerd is known to be of 2.0 or newer, which dropped CRI v1alpha2.
  static func isSecondMajor(on node: String, _ investigation: Investigation) -> Bool {
    version(on: node, investigation).map { $0.major >= 2 } ?? false
  }

  /// The version that containerd wrote at its last start, else what the node's status says.
  private static func version(on node: String, _ investigation: Investigation) -> (major: Int, minor: Int)? {
    let stated = investigation.index.node(node)?.string(at: "status.nodeInfo.containerRuntimeVersion") ?? ""
    let logged = investigation.incident.records(versionLine.id).last { $0.source.node == node }?.field("version")
    let text = logged ?? (stated.hasPrefix("containerd://") ? String(stated.dropFirst(13)) : "")
    let numbers = text.drop { $0 == "v" }.split(separator: ".").prefix(2).compactMap { Int($0) }
    return numbers.count == 2 ? (numbers[0], numbers[1]) : nil
  }

  /// A kubelet that ends since containerd of a version does not offer a service.
  static func kubeletExit(_ title: String, version: String, service: String) -> Example {
    var example = KubeletExit.example(
      title,
      error:
        "failed to run Kubelet: validate service connection: CRI v1 runtime API is not implemented for endpoint \\\"unix:///run/containerd/containerd.sock\\\": rpc error: code = Unimplemented desc = unknown service \(service)"
    )
    example.artifacts[1].text +=
      "2024-05-06T10:00:20.000200+0000 n1 containerd[66]: time=\"2024-05-06T10:00:20.000100000Z\" level=info msg=\"starting containerd\" revision=12dca97 version=\(version)\n"
    return example
  }
}
