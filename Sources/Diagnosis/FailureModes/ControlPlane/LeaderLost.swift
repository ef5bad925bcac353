import Model

/// No instance of the controller manager or the scheduler holds its lease.
extension FailureMode {
  static let leaderLost = FailureMode(
    card: FailureModeCard(
      id: "controller-manager-or-scheduler-leader-lost", role: .fault, layer: "Control plane and etcd",
      title: Text(en: "Scheduler or controller manager has no leader", ja: "スケジューラーまたはコントローラーマネージャーのリーダーがいない"),
      what: """
        The lease of kube-controller-manager or kube-scheduler in kube-system has not been renewed for minutes. Nobody acts on changes, \
        or nobody chooses nodes, although the processes may run.
        """,
      why: """
        An instance that cannot renew its lease within 10 s gives up and exits; the others take over as soon as they reach the API server. \
        If nobody does, none of them runs, or none can write the lease: latency of etcd, permissions, or a lock that two writers fight for.
        """,
      remedies: [
        Remedy(
          .now, "See who holds the lease, and what the instances say.",
          commands: [
            "kubectl -n kube-system get leases", "kubectl -n kube-system get pods -l tier=control-plane -o wide",
            "crictl logs --tail 50 $(crictl ps -a --name 'kube-scheduler|kube-controller-manager' -q | head -1)",
          ]),
        Remedy(
          .lasting,
          """
          Run both on several control-plane nodes with machines that the hosting restarts by itself, and alert on the age of their \
          leases.
          """),
      ],
      references: [
        "https://kubernetes.io/docs/concepts/architecture/leases/",
        "https://kubernetes.io/docs/tasks/debug/debug-cluster/#a-general-overview-of-cluster-failure-modes",
      ]),
    recognize: { StaleLease.occurrences($0) },
    fires: StaleLease.example("The lease was renewed half an hour ago", renewed: "09:30:00"),
    staysSilent: StaleLease.example("The lease was renewed two seconds ago", renewed: "09:59:58"))
}

/// Leases of the control plane that nobody renews.
private enum StaleLease {
  /// A lease lives for 15 s. Far beyond that no clock error of ordinary size explains its age.
  private static let stale = seconds(300)

  private static let services: [NodeService] = [.scheduler, .controllerManager]

  static func occurrences(_ investigation: Investigation) -> [Occurrence] {
    guard let captured = investigation.captured else { return [] }
    return services.compactMap { service in
      // A component that is known to be down is told as that.
      guard !investigation.outages.contains(where: { $0.service == service && $0.isOngoing }),
        ControlPlaneOutage.occurrences(of: service, effect: "", investigation).isEmpty,
        let object = investigation.index.object(
          EntityReference(kind: "Lease", namespace: "kube-system", name: service.rawValue)),
        let field = object.value(at: "spec.renewTime"), let renewed = field.moment,
        captured.from.earliest.nanoseconds(since: renewed.latest) > stale
      else { return nil }
      let holder = object.string(at: "spec.holderIdentity") ?? ""
      var occurrence = Occurrence(
        subject: object.reference, joints: [.cluster, .object(object.reference.path)], span: Span(renewed, captured.to),
        text: "The lease of \(service.rawValue) was last renewed at \(renewed.text)"
          + (holder.isEmpty
            ? ", and nobody holds it" : ", and nobody has taken it from \(holder.prefix { $0 != "_" })"),
        evidence: [object.evidence(for: field, field: "spec.renewTime", time: renewed)])
      occurrence.harmsByItself = true
      occurrence.affected = [.init(entity: object.reference, role: .culprit, effect: "no leader")]
      return occurrence
    }
  }

  static func example(_ title: String, renewed: String) -> Example {
    Example(
      title,
      [
        (
          "kube-system/leases.yaml",
          """
          apiVersion: coordination.k8s.io/v1
          kind: Lease
          metadata: {name: kube-scheduler, namespace: kube-system, uid: lease-1, creationTimestamp: "2024-03-01T00:00:00Z"}
          spec: {holderIdentity: n1_5c1f, leaseDurationSeconds: 15, renewTime: "2024-05-06T\(renewed).000000Z"}

          """
        ), ("date.txt", "Mon May  6 10:00:00 UTC 2024\n"),
      ])
  }
}
