import Model

/// What the failure modes of a container's configuration share: they are recognised together, by the kubelet's error.
enum ConfigurationMode {
  static let layer = "Configuration / container creation"

  /// The occurrences of one of them.
  static func occurrences(of id: String, _ investigation: Investigation) -> [Occurrence] {
    investigation.configurationFailures.filter { $0.text.id == id }.map { failure in
      var subject = failure.pod.reference
      subject.container = failure.container
      let workload = investigation.workload(of: failure.pod)
      var occurrence = Occurrence(
        subject: subject, workload: workload, joints: [.pod(failure.pod.reference), .workload(workload)],
        span: failure.span, text: "Container \(failure.container) of \(workload.path): \(failure.text.what)",
        evidence: failure.evidence)
      occurrence.affected = [.init(entity: failure.pod.reference, role: .victim, effect: "container not created")]
      return occurrence
    }
  }

  /// A pod whose container cannot be configured, with the kubelet's reason.
  static func example(_ title: String, _ error: String) -> Example {
    Example(title, [("shop.yaml", StartExample.pod(waiting: "CreateContainerConfigError", message: error))])
  }
}
