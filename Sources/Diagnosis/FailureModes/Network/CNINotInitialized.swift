import Model

/// A node has no network plugin that works.
extension FailureMode {
  static let cniNotInitialized = FailureMode(
    card: FailureModeCard(
      id: "cni-not-initialized", role: .fault, layer: "CNI, network, DNS",
      title: Text(en: "A node has no network plugin", ja: "ノードにネットワークプラグインがない"),
      what: """
        The node is NotReady with `container runtime network not ready: … NetworkPluginNotReady … cni plugin not \
        initialized`. Only pods with hostNetwork start there.
        """,
      why: """
        The runtime finds no configuration in /etc/cni/net.d: the plugin's DaemonSet is not installed, does not run on \
        this node, crashes before it writes the file, or the runtime looks elsewhere. Right after a node's start it is normal.
        """,
      remedies: [
        Remedy(
          .now, "See whether the network plugin's pod runs on the node, and why not.",
          commands: [
            "kubectl get pods -A -o wide --field-selector spec.nodeName={node}", "ls -l /etc/cni/net.d /opt/cni/bin",
          ]),
        Remedy(.lasting, "Let the plugin's DaemonSet tolerate all taints, and alert on its pods."),
      ],
      references: [
        "https://kubernetes.io/docs/tasks/administer-cluster/migrating-from-dockershim/troubleshooting-cni-plugin-related-errors/"
      ]),
    signatures: [networkLine],
    recognize: { investigation in
      let nodes = investigation.index.objects(kind: "Node").compactMap { node -> Occurrence? in
        guard let ready = node.condition("Ready"), ready.value["status"]?.string == "False",
          let message = ready.value["message"], let text = message.string, StartFaultText(text)?.id == cniID,
          // A node that has just joined waits for its plugin.
          investigation.hasLasted(patience, since: node.created)
        else { return nil }
        let since = ready.value["lastTransitionTime"]?.moment
        var occurrence = Occurrence(
          subject: node.reference, joints: [.node(node.name), .cluster], span: since.map { Span($0) },
          text: "\(node.name) has no network plugin",
          evidence: [node.evidence(for: message, field: "\(ready.field).message", time: since)])
        occurrence.affected = [.init(entity: node.reference, role: .culprit, effect: "no pod network")]
        return occurrence
      }
      let known = Set(nodes.map(\.subject.name))
      let pods = PodStartMode.occurrences(of: cniID, on: .node, "its node has no network plugin", investigation)
      // What the node itself says, its pods only repeat: they hang on it as pods of a node that is not ready.
      let others = pods.filter { $0.workload.kind != "Node" || !known.contains($0.workload.name) }
      return nodes + others + (others.isEmpty ? logged(investigation, known) : [])
    },
    fires: Example(
      "The plugin is not installed",
      [
        (
          "nodes.yaml",
          ServiceOutageMode.node(
            ready: "False",
            message:
              "container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized",
            since: "09:00:00")
        ), StartExample.date,
      ]),
    staysSilent: Example(
      "The runtime is down",
      [
        ("nodes.yaml", ServiceOutageMode.node(ready: "False", message: "container runtime is down")),
        StartExample.date,
      ]))

  private static let networkLine = LogSignature(
    "network-plugin-not-ready", component: "kubelet", callSites: ["kubelet.go", "setters.go"],
    literals: ["reason:NetworkPluginNotReady"])

  /// What the kubelet says each five seconds, in an excerpt of its log alone.
  private static func logged(_ investigation: Investigation, _ known: Set<String>) -> [Occurrence] {
    guard investigation.isExcerpt else { return [] }
    return StatedOnNode.occurrences(
      networkLine, "has no network plugin", effect: "no pod network", investigation, atLeast: 2, whileItLasts: true
    ) { record in
      !known.contains(record.source.node) && investigation.index.node(record.source.node) == nil
        && StartFaultText(record.evidence.text)?.id == cniID
        && !investigation.goesOn(after: record, for: seconds(60))
    }.map { found in
      var occurrence = found
      occurrence.confidence = .likely
      return occurrence
    }
  }

  private static let cniID = "cni-not-initialized"

  /// A new node's plugin comes up within this time.
  private static let patience = seconds(300)
}
