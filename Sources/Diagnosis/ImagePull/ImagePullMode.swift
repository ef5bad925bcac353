import Model

/// What the failure modes of a failed pull share: they are recognised together, by the text of the error.
enum ImagePullMode {
  static let layer = "Image"

  /// Where Kubernetes tells about images and their waiting reasons.
  static let reference = "https://kubernetes.io/docs/concepts/containers/images/#imagepullbackoff"
  static let secretReference = "https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry/"

  /// How one looks at the failing pull itself.
  static let readEvents = Remedy(
    .now, "Read the error of the last pull.",
    commands: ["kubectl -n {namespace} get events --field-selector reason=Failed"])

  /// The occurrences of one of them; `what` ends the sentence `Image i of w: …`.
  static func occurrences(of id: String, _ what: String, _ investigation: Investigation) -> [Occurrence] {
    investigation.imagePulls.filter { $0.id == id }.map { failure in
      var subject = failure.pod.reference
      subject.container = failure.container
      let workload = investigation.workload(of: failure.pod)
      var occurrence = Occurrence(
        subject: subject, workload: workload,
        joints: [.pod(failure.pod.reference), .workload(workload), .image(failure.image)], span: failure.span,
        text: "\(failure.image.isEmpty ? "An image" : "Image \(failure.image)") of \(workload.path): \(what)",
        evidence: failure.evidence)
      occurrence.confidence = failure.confidence
      occurrence.undecided = failure.undecided
      // Without the pod itself nothing else shows that it waits.
      occurrence.harmsByItself = investigation.index.pod(failure.pod.reference)?.isPartial != false
      occurrence.affected = [.init(entity: failure.pod.reference, role: .victim, effect: "image not pulled")]
      return occurrence
    }
  }

  /// A pod that waits, with the Event that tells why.
  static func example(
    _ title: String, _ error: String, image: String = "registry.example.com/shop/web:2.0.1", spec: String = ""
  ) -> Example {
    Example(
      title,
      [
        (
          "shop.yaml",
          StartExample.documents(
            StartExample.pod(
              waiting: "ImagePullBackOff", message: "Back-off pulling image \"\(image)\"", image: image, spec: spec),
            StartExample.event("Failed", "Failed to pull image \"\(image)\": \(error)"))
        )
      ])
  }
}
