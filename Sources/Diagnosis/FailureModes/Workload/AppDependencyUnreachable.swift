import Model

/// A program cannot reach something that it calls.
extension FailureMode {
  static let appDependencyUnreachable = FailureMode(
    card: FailureModeCard(
      id: "app-dependency-unreachable", role: .state, layer: "Workload / application",
      title: Text(en: "The application cannot reach a dependency", ja: "依存先に接続できない"),
      what: """
        The container ends, or stays unready, after `connection refused`, `i/o timeout`, `no such host` and the \
        like.
        """,
      why: """
        Refused means that the host answers but nothing listens, or that the Service has no endpoints; a timeout \
        that something drops the packets; no such host that the name does not resolve. What is wrong lies on the way \
        or on the other side.
        """,
      remedies: [
        Remedy(
          .now, "Look at the Service, its endpoints and the pods behind it.",
          commands: ["kubectl -n {namespace} get services,endpointslices,pods -o wide"]),
        Remedy(.lasting, "Let clients retry with growing pauses rather than end."),
      ],
      references: [ApplicationFailureMode.debugServices]),
    signatures: [ServiceFailures.failedCheck],
    recognize: { investigation in
      ApplicationFailureMode.occurrences(of: "app-dependency-unreachable", investigation)
        + ServiceFailures.unreached(investigation)
    },
    causes: [
      CausalLink(
        from: "container-crash-loop", by: .object, "leaves nothing that answers", delay: Int64.min...Int64.max,
        judge: { _, _, _ in .supported(direct: false) }),
      CausalLink(
        from: "pod-not-ready", by: .object, "leaves nothing that answers", delay: Int64.min...Int64.max,
        judge: { _, _, _ in .supported(direct: false) }),
      CausalLink(
        from: "pod-pending", by: .object, "leaves nothing that answers", delay: Int64.min...Int64.max,
        judge: { _, _, _ in .supported(direct: false) }),
      CausalLink(
        from: "service-selector-mismatch", by: .object, "leaves the Service without endpoints",
        delay: Int64.min...Int64.max,
        judge: { _, _, _ in .supported(direct: true) }),
      CausalLink(
        from: "service-port-mismatch", by: .object, "leads to a port where nothing listens",
        delay: Int64.min...Int64.max,
        judge: { _, _, _ in .supported(direct: true) }),
      CausalLink(
        from: "service-protocol-mismatch", by: .object, "forwards another protocol", delay: Int64.min...Int64.max,
        judge: { _, _, _ in .supported(direct: true) }),
      CausalLink(
        from: "coredns-down", by: .cluster, "answers no lookup", delay: Int64.min...Int64.max,
        judge: { _, effect, _ in
          guard let line = effect.evidence.first, ClusterDNS.isLookup(line.text) else {
            return .contradicted(reason: "its log tells of no name that was not resolved", evidence: [])
          }
          return .supported(direct: true, evidence: [line])
        }),
      KubeProxyPod.strands("kube-proxy-down"), KubeProxyPod.strands("kube-proxy-failing"),
      CausalLink(
        from: "network-policy-blocks-traffic", by: .pod, "drops its packets", delay: Int64.min...Int64.max,
        judge: { _, _, _ in .supported(direct: true) }),
      CausalLink(
        from: "service-selects-wrong-pods", by: .object, "leads some calls to pods that do not serve the port",
        delay: Int64.min...Int64.max, judge: { _, _, _ in .supported(direct: true) }),
      CausalLink(
        from: "local-traffic-policy-without-endpoints", by: .object, "drops what leaves its node",
        delay: Int64.min...Int64.max, judge: { _, _, _ in .supported(direct: true) }),
      CausalLink(
        from: "workload-scaled-to-zero", by: .object, "leaves nothing that answers", delay: Int64.min...Int64.max,
        judge: { _, _, _ in .supported(direct: true) }),
    ],
    fires: Example(
      "A database refuses connections",
      ApplicationExample.pod(
        ApplicationExample.crashing(exit: 1),
        log: "dial tcp 10.96.4.1:5432: connect: connection refused\n")
        + [("services.yaml", ApplicationExample.service("orders-db", port: 5432))]),
    staysSilent: Example(
      "It retried with success and runs",
      ApplicationExample.pod(
        ApplicationExample.recovered,
        log: "dial tcp 10.96.4.1:5432: connect: connection refused, retrying\n")))
}
