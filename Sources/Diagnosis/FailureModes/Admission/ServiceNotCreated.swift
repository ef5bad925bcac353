import Model

/// A Service that was asked for does not exist.
extension FailureMode {
  static let serviceNotCreated = FailureMode(
    card: FailureModeCard(
      id: "service-not-created", role: .symptom, layer: QuotaMode.layer,
      title: Text(en: "A Service that a manifest wants does not exist", ja: "マニフェストにある Service が作成されていない"),
      what:
        "The manifests of the bundle hold a Service that its namespace lacks, and its quota allows no more of them.",
      why:
        "Those who call the Service cannot resolve its name. A refused `kubectl apply` leaves nothing in the cluster.",
      remedies: [
        Remedy(
          .now, "Apply the Service again, and read the answer.", commands: ["kubectl -n {namespace} get service {name}"]
        )
      ],
      references: [QuotaMode.reference]),
    recognize: { investigation in
      investigation.quotaExhaustions.filter { $0.victim.kind == "Service" }.map { exhaustion in
        var occurrence = Occurrence(
          subject: exhaustion.victim, joints: [.object(exhaustion.victim.path)], span: nil,
          text: "\(exhaustion.victim.path) does not exist, although a manifest wants it",
          evidence: Array(exhaustion.evidence.suffix(1)))
        occurrence.affected = [.init(entity: exhaustion.victim, role: .victim, effect: "not created")]
        return occurrence
      }
    },
    causes: [
      CausalLink(from: "quota-exceeded-services", by: .object, "allows no further Service")
    ],
    fires: FailureMode.quotaExceededServices.fires,
    staysSilent: FailureMode.quotaExceededServices.staysSilent)
}
