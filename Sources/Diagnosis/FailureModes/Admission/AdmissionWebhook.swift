import Model

/// A webhook or policy stands between the controller and its pods.
extension FailureMode {
  static let webhookUnavailable = FailureMode(
    card: FailureModeCard(
      id: "webhook-unavailable", role: .fault, layer: QuotaMode.layer,
      title: Text(en: "An admission webhook does not answer", ja: "Admission Webhook が応答しない"),
      what: """
        A workload has fewer pods than it wants, and no pod is pending: they were never created. The Events \
        FailedCreate of its ReplicaSet or Job tell why.
        """,
      why: """
        The webhook's failurePolicy is Fail, and the API server cannot reach its Service: until it answers, \
        nothing that it covers can be created.
        """,
      remedies: [
        Remedy(
          .now, "Bring the webhook's pods back, or take its configuration away for the time being.",
          commands: ["kubectl -n {namespace} get events --field-selector reason=FailedCreate"])
      ],
      references: [
        "https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#failure-policy"
      ]),
    signatures: [failedCallLine],
    recognize: { investigation in
      let refused =
        QuotaMode.refusals("webhook-unavailable", "an admission webhook does not answer", investigation)
        + RefusedRequest.occurrences(["failed calling webhook"], "an admission webhook does not answer", investigation)
      return refused.isEmpty ? logged(investigation) : refused
    },
    fires: QuotaMode.example(
      "The pods are refused",
      "Error creating: Internal error occurred: failed calling webhook \"inject.example.com\": failed to call webhook: Post \"https://injector.tools.svc:443/inject?timeout=10s\": no endpoints available for service \"injector\""
    ),
    staysSilent: QuotaMode.example(
      "Another refusal", "Error creating: admission webhook \"inject.example.com\" denied the request: no team label"))

  /// What the API server itself says of a call that failed, before it refuses the request.
  private static let failedCallLine = LogSignature(
    "webhook-call-failed", component: "kube-apiserver", callSites: ["dispatcher.go"],
    literals: ["ailed calling webhook"])

  /// In a log alone. Calls fail while a cluster starts, and what may fail open holds nothing up.
  private static func logged(_ investigation: Investigation) -> [Occurrence] {
    guard investigation.holdsLogsAlone else { return [] }
    return StatedInCluster.occurrences(
      [failedCallLine], "An admission webhook does not answer", effect: "requests refused", investigation, atLeast: 2
    ) { record in
      !record.message.hasPrefix("Failed calling webhook, failing open")
        && !investigation.goesOn(after: record, for: seconds(600))
    }.map { found in
      var occurrence = found
      occurrence.confidence = .likely
      return occurrence
    }
  }

  static let webhookDenied = FailureMode(
    card: FailureModeCard(
      id: "webhook-denied", role: .fault, layer: QuotaMode.layer,
      title: Text(en: "An admission policy refuses the pods", ja: "Admission ポリシーに拒否された"),
      what: """
        A workload has fewer pods than it wants, and no pod is pending: they were never created. The Events \
        FailedCreate of its ReplicaSet or Job tell why.
        """,
      why: """
        A validating webhook or ValidatingAdmissionPolicy looked at the pod and said no; its text tells why.
        """,
      remedies: [
        Remedy(
          .now, "Correct what the policy objects to, or the policy.",
          commands: ["kubectl -n {namespace} get events --field-selector reason=FailedCreate"])
      ],
      references: ["https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/"]),
    recognize: {
      QuotaMode.refusals("webhook-denied", "an admission policy does not allow them", $0)
        + RefusedRequest.occurrences(
          ["admission webhook ", "denied the request"], "an admission policy does not allow it", $0)
    },
    fires: QuotaMode.example(
      "The pods are refused",
      "Error creating: admission webhook \"policy.example.com\" denied the request: image must come from registry.example.com"
    ),
    staysSilent: QuotaMode.example(
      "Another refusal",
      "Error creating: Internal error occurred: failed calling webhook \"policy.example.com\": context deadline exceeded"
    ))
}
