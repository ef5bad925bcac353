import Model

/// A Service gets no address or port of its own.
extension FailureMode {
  static let clusterIPOrNodePortAllocationFailed = FailureMode(
    card: FailureModeCard(
      id: "clusterip-or-nodeport-allocation-failed", role: .fault, layer: "CNI, network, DNS",
      title: Text(en: "A Service's address or port cannot be allocated", ja: "Service の IP またはポートを割り当てられない"),
      what: """
        Events PortAlreadyAllocated, ClusterIPAlreadyAllocated, ClusterIPOutOfRange, PortRangeFull or ServiceCIDRFull; \
        `provided port is already allocated`, `range is full`.
        """,
      why: """
        Two Services bear the same address or node port, as after a restore, an address lies outside of the cluster's \
        range, or the range has nothing left.
        """,
      remedies: [
        Remedy(
          .now, "Give the Service another port, or make it anew; free what nobody uses.",
          commands: ["kubectl get services -A -o wide"]),
        Remedy(.lasting, "Add a ServiceCIDR, or widen --service-node-port-range."),
      ],
      references: ["https://kubernetes.io/docs/concepts/services-networking/cluster-ip-allocation/"]),
    recognize: { AllocationFailure.occurrences($0) },
    fires: AllocationFailure.example(
      "Two Services with one port", "PortAlreadyAllocated",
      "Port 30080 was assigned to multiple services; please recreate service"),
    staysSilent: AllocationFailure.example(
      "The repair loop noted a port that it had not counted", "PortNotAllocated",
      "Port 30080 is not allocated; repairing"))
}

/// What the repair loops of the API server tell.
private enum AllocationFailure {
  /// Reasons that the loops do not repair by themselves.
  private static let lasting = [
    "ClusterIPAlreadyAllocated", "ClusterIPNotValid", "ClusterIPOutOfRange", "PortAlreadyAllocated", "PortOutOfRange",
    "PortRangeFull", "ServiceCIDRFull",
  ]

  static func occurrences(_ investigation: Investigation) -> [Occurrence] {
    investigation.index.objects(kind: "Service").compactMap { service in
      guard
        let event = lasting.lazy.compactMap({ investigation.index.events($0, about: service.reference).last }).first,
        let line = event.evidence.first
      else { return nil }
      var occurrence = Occurrence(
        subject: service.reference, joints: [.object(service.reference.path), .namespace(service.namespace)],
        span: event.time, text: "\(service.reference.path): \(event.message)", evidence: [line])
      occurrence.harmsByItself = true
      occurrence.affected = [.init(entity: service.reference, role: .victim, effect: "no address of its own")]
      return occurrence
    }
  }

  static func example(_ title: String, _ reason: String, _ message: String) -> Example {
    Example(
      title,
      [
        ("services.yaml", ApplicationExample.service("web", port: 80)),
        ("events.yaml", StartExample.event(reason, message, about: "Service", "web", uid: "s-web")), StartExample.date,
      ])
  }
}
