import Model

/// A node, or the network's range, has no address left for another pod.
extension FailureMode {
  static let podIPExhaustion = FailureMode(
    card: FailureModeCard(
      id: "pod-ip-exhaustion", role: .fault, layer: "CNI, network, DNS",
      title: Text(en: "No address is left for another pod", ja: "Pod に割り当てる IP アドレスが枯渇した"),
      what: """
        Pods stay in ContainerCreating with the Event FailedCreatePodSandBox; the network plugin says that it has no \
        address to give.
        """,
      why: """
        Each sandbox takes an address from the node's or the cluster's range. Too many pods use it up, or sandboxes \
        that failed and were never torn down still hold theirs.
        """,
      remedies: [
        Remedy(
          .now, "Remove dead sandboxes on the node, or move pods away; then look at the plugin's allocations.",
          commands: ["crictl pods --state NotReady", "kubectl describe node {name}"]),
        Remedy(.lasting, "Give nodes a larger range, or fewer pods (maxPods)."),
      ],
      references: [
        "https://kubernetes.io/docs/concepts/extend-kubernetes/compute-storage-net/network-plugins/"
      ]),
    recognize: { PodAddress.occurrences($0) },
    fires: PodAddress.example(
      "The plugin has no address left",
      "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox \"4f1\": plugin type=\"host-local\" failed (add): failed to allocate for range 0: no IP addresses available in range set: 10.244.1.1-10.244.1.30"
    ),
    staysSilent: PodAddress.example(
      "The plugin is not there yet",
      "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox \"4f1\": plugin type=\"calico\" failed (add): stat /var/lib/calico/nodename: no such file or directory"
    ))
}

/// Sandboxes that get no address.
enum PodAddress {
  private static let wordings = [
    "No available addresses", "no IP addresses available in range", "no available IP", "no more free IP",
    "failed to assign an IP address to container", "InsufficientFreeAddressesInSubnet", "IP pool exhausted",
    "Failed to allocate IP", "unable to allocate pod IP", "range is full",
  ]

  private static func isAbout(_ event: ClusterEvent) -> Bool {
    wordings.contains { event.message.byteRange(of: $0) != nil }
  }

  static func occurrences(_ investigation: Investigation) -> [Occurrence] {
    let index = investigation.index
    let waiting = index.pods.filter { $0.phase == "Pending" && $0.object.deleted == nil }.compactMap { pod in
      // The last word on the sandbox counts.
      index.events("FailedCreatePodSandBox", about: pod.reference).last.flatMap { event in
        isAbout(event) ? (pod.reference, pod.nodeName, event, true) : nil
      }
    }
    let unlisted = UnlistedPod.all(in: investigation.incident).compactMap { pod in
      pod.failing(["FailedCreatePodSandBox"], where: isAbout).map { (pod.reference, $0.host, $0, false) }
    }
    return (waiting + unlisted).map { pod, node, event, isListed in
      let subject = node.isEmpty ? pod : investigation.node(node)
      var occurrence = Occurrence(
        subject: subject,
        joints: [.pod(pod), .workload(index.workload(of: pod))] + (node.isEmpty ? [] : [.node(node)]),
        span: event.time,
        text: "\(pod.path) gets no address\(node.isEmpty ? "" : " on \(node)"): the network plugin has none left",
        evidence: Array(event.evidence.prefix(2)))
      occurrence.harmsByItself = !isListed
      occurrence.affected = [.init(entity: pod, role: .victim, effect: "no address")]
      return occurrence
    }
  }

  static func example(_ title: String, _ message: String) -> Example {
    Example(
      title,
      [
        (
          "shop.yaml",
          StartExample.documents(
            StartExample.pod(waiting: "ContainerCreating"), StartExample.event("FailedCreatePodSandBox", message))
        ), StartExample.date,
      ])
  }
}
