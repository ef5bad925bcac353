import Model

/// What the failure modes of a container's configuration share: they are recognised together, by the kubelet's error.
enum ConfigurationMode {
  static let layer = "Configuration / container creation"

  /// The occurrences of one of them.
  static func occurrences(of id: String, _ investigation: Investigation) -> [Occurrence] {
    investigation.configurationFailures.filter { mode(of: $0, investigation) == id }.map { failure in
      var subject = failure.pod
      subject.container = failure.container
      let workload = investigation.index.workload(of: failure.pod)
      var occurrence = Occurrence(
        subject: subject, workload: workload, joints: [.pod(failure.pod), .workload(workload)], span: failure.span,
        text: (failure.container.isEmpty ? "" : "Container \(failure.container) of ")
          + "\(workload.path): \(failure.text.what)",
        evidence: failure.evidence)
      occurrence.affected = [.init(entity: failure.pod, role: .victim, effect: "container not created")]
      // Without the pod itself nothing else shows that it waits.
      occurrence.harmsByItself = !failure.isListed
      return occurrence
    }
  }

  /// The failure mode: a Secret that the control plane used to make by itself is nobody's omission.
  private static func mode(of failure: ConfigurationFailure, _ investigation: Investigation) -> String {
    guard case .missingSecret(let name) = failure.text,
      LegacyToken.isOne(name, of: failure.pod, investigation)
    else { return failure.text.id }
    return "sa-token-secret-not-created"
  }

  /// A pod whose container cannot be configured, with the kubelet's reason.
  static func example(_ title: String, _ error: String) -> Example {
    Example(title, [("shop.yaml", StartExample.pod(waiting: "CreateContainerConfigError", message: error))])
  }
}
