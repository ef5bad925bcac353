import Model

/// A node's containerd was upgraded to 2.x, and something still counts on what that version dropped.
extension FailureMode {
  static let containerdMigration = FailureMode(
    card: FailureModeCard(
      id: "containerd-2-migration", role: .fault, layer: "Upgrades and version skew",
      title: Text(en: "containerd 2 no longer takes the old setup", ja: "containerd 2 が旧設定を受け付けない"),
      what: """
        containerd 2.x runs, but the kubelet gets `unknown service runtime.v1alpha2.RuntimeService`, or containerd says \
        `invalid plugin config` at its start and offers no CRI.
        """,
      why: """
        containerd 2.0 dropped CRI v1alpha2, schema 1 images and runtimes of version 1, and moved the settings of its CRI plugin: a \
        kubelet before 1.26, or a configuration file written for 1.x, does not fit it.
        """,
      remedies: [
        Remedy(
          .now,
          "Rewrite the configuration for version 3, or go back to containerd 1.7 until the kubelet is new enough.",
          commands: ["containerd --version", "containerd config migrate", "systemctl restart containerd kubelet"]),
        Remedy(.lasting, "Upgrade the kubelet first, and try a new runtime with its configuration on one node."),
      ],
      references: ["https://github.com/containerd/containerd/blob/main/docs/containerd-2.0.md"]),
    signatures: [
      NodeService.kubelet.signature, KubeletExit.signature, RuntimeInterface.versionLine, RuntimeInterface.pluginLine,
    ],
    recognize: { investigation in
      let exits = KubeletExit.occurrences(of: "containerd-2-migration", effect: "kubelet down", investigation)
      let nodes = Set(exits.map(\.subject.name))
      return exits
        + RuntimeInterface.brokenConfigurations(investigation).filter {
          !nodes.contains($0.subject.name) && RuntimeInterface.isSecondMajor(on: $0.subject.name, investigation)
        }
    },
    fires: RuntimeInterface.kubeletExit(
      "A kubelet of 1.25 above containerd 2", version: "v2.0.1", service: "runtime.v1alpha2.RuntimeService"),
    staysSilent: RuntimeInterface.kubeletExit(
      "containerd 1.6 without its plugin", version: "1.6.20", service: "runtime.v1alpha2.RuntimeService"))
}
