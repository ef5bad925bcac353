import Model

/// An image that a waiting container lacks, with the line that tells why it could not be pulled.
///
/// The waiting reasons alternate, and `ImagePullBackOff` names no cause: the text is in Events and journals. What an
/// earlier pull failed with proves nothing once the container runs.
struct ImagePullFailure: Sendable {
  /// Failure mode id.
  var id: String
  /// The pod whose container waits.
  var pod: Pod
  /// The container.
  var container: String
  /// The reference as written in the pod.
  var image: String
  /// The decisive line first.
  var evidence: [Evidence]
  /// From the first to the last failure that is known.
  var span: Span?
  /// `proven` where a line states the cause.
  var confidence: Diagnosis.Confidence
  /// What the text leaves open.
  var undecided: [Diagnosis.Undecided] = []

  /// Waiting reasons that concern the image.
  private static let reasons: Set<String> = [
    "ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull", "RegistryUnavailable",
    "ImageInspectError", "SignatureValidationFailed",
  ]

  /// Lines in which kubelet and runtimes report a failed pull.
  static let signatures = [
    LogSignature(
      "image-pull-failed", component: "kubelet",
      callSites: ["remote_image.go", "kuberuntime_image.go"], literals: ["PullImage ", "Failed to pull image"]),
    LogSignature("runtime-image-pull-failed", component: "containerd", literals: ["failed to pull and unpack image"]),
    LogSignature(
      "runtime-image-pull-stalled", component: "containerd",
      literals: ["cancel pulling image"]),
    LogSignature(
      "image-pull-secret-unavailable", component: "kubelet", callSites: ["kubelet_pods.go"],
      literals: ["Unable to retrieve pull secret"]),
  ]

  /// All in the bundle, in the order of its pods.
  static func all(in incident: Incident) -> [ImagePullFailure] {
    let waiting = incident.index.pods.filter { !$0.isFinished && $0.object.deleted == nil }.flatMap { pod in
      pod.containerStatuses.filter { reasons.contains($0.waitingReason ?? "") }.map { (pod, $0) }
    }
    let unlisted = UnlistedPod.all(in: incident, orPartial: true)
    guard !waiting.isEmpty || !unlisted.isEmpty else { return [] }
    let records = ["image-pull-failed", "runtime-image-pull-failed", "runtime-image-pull-stalled"]
      .flatMap { incident.records($0) }
    let byImage = Dictionary(grouping: records) { $0.pulledImage ?? "" }
    let readable = RepositoriesInUse(incident)
    let removed = RemovedImages(incident)
    return waiting.compactMap { pod, status in
      find(pod, status, byImage, readable, incident).map(removed.explain)
    } + unlisted.compactMap { find($0, readable, incident) }
  }

  /// Of a pod that only Events tell of: `Failed to pull image "web:2": …`.
  private static func find(
    _ unlisted: UnlistedPod, _ readable: RepositoriesInUse, _ incident: Incident
  ) -> ImagePullFailure? {
    guard let pod = unlisted.pod,
      let event = unlisted.failing(["Failed", "InspectFailed"], where: { ImagePullText($0.message) != nil }),
      let stated = ImagePullText(event.message), let line = event.evidence.first,
      let image = event.message.quoted(after: "image ")
    else { return nil }
    var failure = ImagePullFailure(
      id: stated.rawValue, pod: pod, container: event.regarding.container, image: image, evidence: [line],
      span: event.time, confidence: .proven)
    if stated == .denied || stated == .unauthorized {
      failure.decideAccess(stated, event.message, readable, incident)
    }
    failure.decideRetirement()
    return failure
  }

  private static func find(
    _ pod: Pod, _ status: ContainerStatus, _ records: [String: [LogRecord]], _ readable: RepositoriesInUse,
    _ incident: Incident
  ) -> ImagePullFailure? {
    let image = image(of: status, pod, incident.index)
    let clues = clues(pod, status, image, records, incident)
    guard let decisive = clues.first, let stated = ImagePullText(decisive.text) else {
      return find(byReasonOf: status, of: pod, image)
    }
    var failure = ImagePullFailure(
      id: stated.rawValue, pod: pod, container: status.name, image: image,
      evidence: clues.filter { ImagePullText($0.text) == stated }.prefix(3).map(\.evidence), span: nil,
      confidence: .proven)
    failure.span = clues.compactMap(\.span).reduce(nil as Span?) { $0?.union($1) ?? $1 }
    if let reason = status.value.value(at: "state.waiting.reason") {
      failure.evidence.append(pod.object.evidence(for: reason, field: "\(status.field).state.waiting.reason"))
    }
    if stated == .denied || stated == .unauthorized {
      failure.decideAccess(stated, decisive.text, readable, incident)
    }
    failure.decideRetirement()
    return failure
  }

  /// Waiting reasons that name the cause by themselves.
  private static let tellingReasons: [String: ImagePullText] = [
    "InvalidImageName": .invalidName, "ErrImageNeverPull": .neverPull, "SignatureValidationFailed": .signature,
  ]

  /// Without a text, as in a table: what the waiting reason says.
  private static func find(byReasonOf status: ContainerStatus, of pod: Pod, _ image: String) -> ImagePullFailure? {
    guard let stated = status.waitingReason.flatMap({ tellingReasons[$0] }),
      let reason = status.value.value(at: "state.waiting.reason")
    else { return nil }
    return ImagePullFailure(
      id: stated.rawValue, pod: pod, container: status.name, image: image,
      evidence: [pod.object.evidence(for: reason, field: "\(status.field).state.waiting.reason")], span: nil,
      confidence: .proven)
  }

  /// The reference as the pod's spec writes it; where a table stands for the pod, as its Events do.
  private static func image(of status: ContainerStatus, _ pod: Pod, _ index: IncidentIndex) -> String {
    let spec = pod.containers.first { $0.value["name"]?.string == status.name }
    if let image = spec?.value["image"]?.string ?? status.value["image"]?.string { return image }
    guard pod.containers.isEmpty else { return "" }
    return ["Failed", "Pulling", "BackOff"].lazy.flatMap { index.events($0, about: pod.reference).reversed() }
      .compactMap { $0.message.quoted(after: "image ") }.first ?? ""
  }

  private struct Clue {
    var text: String
    var evidence: Evidence
    var span: Span?
  }

  /// Texts that name a cause: the state's own first, then Events from the last to the first, then log lines likewise.
  private static func clues(
    _ pod: Pod, _ status: ContainerStatus, _ image: String, _ records: [String: [LogRecord]], _ incident: Incident
  ) -> [Clue] {
    var clues: [Clue] = []
    if let message = status.value.value(at: "state.waiting.message"), let text = message.string {
      clues.append(
        Clue(
          text: text,
          evidence: pod.object.evidence(for: message, field: "\(status.field).state.waiting.message"), span: nil))
    }
    let events = ["Failed", "InspectFailed", "ErrImageNeverPull"].flatMap {
      incident.index.events($0, about: pod.reference)
    }
    clues += events.filter { event in
      event.regarding.container == status.name || event.message.firstRange(of: "\"\(image)\"") != nil
    }.reversed().compactMap { event in
      event.evidence.first.map { Clue(text: event.message, evidence: $0, span: event.time) }
    }
    clues += (records[image] ?? []).filter { $0.source.node.isEmpty || $0.source.node == pod.nodeName }.reversed().map {
      Clue(
        text: $0.message + " " + $0.fields.map(\.value).joined(separator: " "), evidence: $0.evidence,
        span: $0.time.map { Span($0) })
    }
    return clues.filter { ImagePullText($0.text) != nil }
  }
}

/// Which credentials, if any, the registry was offered.
extension ImagePullFailure {
  /// A registry that denies access does not say whether the repository exists: the pod and its neighbors may.
  private mutating func decideAccess(
    _ stated: ImagePullText, _ text: String, _ readable: RepositoriesInUse, _ incident: Incident
  ) {
    if let absence = absentSecret(incident) {
      id = "image-pull-secret-missing"
      evidence.insert(absence, at: 0)
      return
    }
    let reference = ImageReference(image)
    let names = pod.object.value(at: "spec.imagePullSecrets")?.items ?? []
    if names.isEmpty, let neighbor = readable.neighbor(of: reference) {
      id = "image-repository-missing"
      confidence = .likely
      evidence.append(neighbor)
      return
    }
    guard stated == .denied else { return }
    if reference.isOfficial {
      // What Docker itself publishes is there for everybody.
      id = "image-repository-missing"
      confidence = .likely
    } else if names.isEmpty, text.firstRange(of: "anonymous token") != nil {
      // The text itself says that no credentials were sent.
      id = "image-pull-secret-missing"
      confidence = .likely
      undecided = [existence(reference)]
    } else {
      confidence = .possible
      undecided = [existence(reference)]
    }
  }

  /// A registry that its owners have given up: nothing new appears there, and what was there goes.
  private mutating func decideRetirement() {
    let lost = ["image-tag-not-found", "image-repository-missing", "image-repository-denied", "registry-auth-failed"]
    let reference = ImageReference(image)
    guard lost.contains(id),
      reference.registry == "k8s.gcr.io"
        || reference.registry.hasSuffix("gcr.io")
          && ["google-containers/", "google_containers/"].contains(where: { reference.repository.hasPrefix($0) })
    else { return }
    id = "registry-domain-retired"
    confidence = .likely
    undecided = []
  }

  private func existence(_ reference: ImageReference) -> Diagnosis.Undecided {
    Diagnosis.Undecided(
      id: "image-repository-missing", artifact: "whether \(reference.registry) has \(reference.repository)",
      collect: "skopeo list-tags docker://\(reference.registry)/\(reference.repository)")
  }

  /// The line that says that a pull secret which the pod names does not exist.
  private func absentSecret(_ incident: Incident) -> Evidence? {
    if let event = incident.index.events("FailedToRetrieveImagePullSecret", about: pod.reference).last {
      return event.evidence.first
    }
    return incident.records("image-pull-secret-unavailable").last { record in
      record.field("err")?.firstRange(of: "not found") != nil
        && PodName(firstIn: record.field("pod") ?? "").map { name in
          name.name == pod.object.name && name.namespace == pod.object.namespace
        } == true
    }?.evidence
  }
}

extension LogRecord {
  /// The image of a line about a pull: a field of its own, or the first quoted word of the message.
  fileprivate var pulledImage: String? {
    if let image = field("image") { return image }
    if let range = message.firstRange(of: "cancel pulling image ") {
      return String(message[range.upperBound...].drop { $0 == "\"" }.prefix { $0 != " " && $0 != "\"" })
    }
    guard let open = message.firstIndex(of: "\"") else { return nil }
    let rest = message[message.index(after: open)...]
    return rest.firstIndex(of: "\"").map { String(rest[..<$0]) }
  }
}
