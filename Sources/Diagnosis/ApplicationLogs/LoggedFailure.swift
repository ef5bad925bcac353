import Model

/// From the failing line of a container's log to the failure mode that it shows.
struct LoggedFailure {
  let context: ApplicationFailure.Context
  let log: ContainerLog
  let error: LoggedError
  /// How the container ended; nil where it runs on.
  let termination: ContainerStatus.Termination?

  /// A line for a sentence: without its line end, at most 160 characters.
  static func quoted(_ text: String) -> String {
    let trimmed = text.drop { $0.isWhitespace }
    return trimmed.count > 160 ? "\(trimmed.prefix(160))…" : String(trimmed)
  }

  /// What the line shows.
  var conclusion: ApplicationFailure {
    let said = Self.quoted(error.line.text)
    let title = context.title
    switch error.shape {
    case .connectionsExhausted:
      return owned(failure("dependency-connections-exhausted", "\(title) gets no connection any more: \(said)"))
    case .readOnlyDatabase:
      return owned(failure("dependency-read-only", "\(title) meets a database that takes no writes: \(said)"))
    case .authentication:
      return failure("app-auth-failure", "\(title) is refused by what it logs in to: \(said)")
    case .readOnlyFilesystem:
      return failure("read-only-root-filesystem", "\(title) writes where it may only read: \(said)")
    case .addressInUse:
      return failure("port-already-in-use", "\(title) cannot listen, its port is taken: \(said)")
    case .heapExhausted:
      return failure("app-runtime-heap-oom", "\(title) exhausted the heap of its runtime: \(said)")
    case .permissionDenied:
      return failure("app-permission-denied", "\(title) may not do what it needs: \(said)")
    case .upstreamNotFound, .unknownHost, .refused, .timedOut, .unreachable:
      return DependencyFailure(failure: self, said: said).conclusion
    case .nodeFilesExhausted:
      var failure = failure(
        "file-descriptor-or-inotify-exhaustion",
        "\(title) gets no file any more, its node has opened all it may: \(said)")
      if !context.pod.nodeName.isEmpty {
        failure.culprit = context.index.node(context.pod.nodeName)?.reference
      }
      return failure
    case .sourcePortsExhausted:
      return failure(
        "ephemeral-port-or-source-port-exhaustion", "\(title) has no source port left to call from: \(said)")
    case .noSpace: return fullVolume(said) ?? ended(after: said)
    case .malformedSecret: return malformedSecret(said) ?? ended(after: said)
    case .removedAPI:
      guard let removed = RemovedAPI(in: error.line.text) else { return ended(after: said) }
      return failure(
        removed.mode, "\(title) asks for \(removed.kind) of \(removed.version), which is served no longer: \(said)")
    case .immutableField:
      return failure("immutable-field", "\(title) changes a field that cannot be changed: \(said)")
    case .invalidManifest:
      return failure("invalid-manifest", "\(title) applies a manifest that the API does not take: \(said)")
    case .meshDenied: return meshDenied(said) ?? ended(after: said)
    case .metadataUnreachable:
      return failure(
        "instance-metadata-or-identity-unreachable", "\(title) gets nothing from the cloud's metadata service: \(said)")
    case .foreignArchitecture:
      return failure("exec-format-error", "\(title) has a command of another architecture: \(said)")
    case .programAbsent:
      return failure("wrong-command-or-args", "\(title) has a command that its image lacks: \(said)")
    case .programNotExecutable:
      return failure("exec-permission-denied", "\(title) has a command that is not executable: \(said)")
    case .other: return ended(after: said)
    }
  }

  /// An end whose reason only the program's own words tell.
  private func ended(after said: String) -> ApplicationFailure {
    let mode = context.status.role == .initialization ? "init-container-failed" : "app-exit-error"
    let code = termination?.exitCode.map { " with exit code \($0)" } ?? ""
    if KubeProxyPod.isOne(context.pod, context.status.name) {
      return failure("kube-proxy-down", "kube-proxy on \(context.pod.nodeName) ends\(code) after: \(said)")
    }
    if let addOn = AddOnWithoutAPI.failure(self, code) { return addOn }
    var failure = failure(mode, "\(context.title) ended\(code) after: \(said)")
    if !error.isMarked { failure.confidence = .likely }
    return failure
  }

  private func fullVolume(_ said: String) -> ApplicationFailure? {
    guard let volume = FullVolume.find(context, line: error.line.text) else { return nil }
    var failure = failure(
      "volume-full", "\(context.title) has filled the volume of claim \(volume.claim) at \(volume.path): \(said)")
    failure.confidence = .likely
    failure.evidence.append(volume.evidence)
    return failure
  }

  /// Keys and certificates come from Secrets, if the container has any.
  private func malformedSecret(_ said: String) -> ApplicationFailure? {
    let object = context.pod.object
    let volumes = Set(
      (object.value(at: "spec.volumes")?.items ?? []).filter { $0["secret"] != nil }.compactMap { $0["name"]?.string })
    let spec = context.pod.containers.first { $0.value["name"]?.string == context.status.name }?.value
    let mount = spec?["volumeMounts"]?.items.first { $0["name"]?.string.map(volumes.contains) ?? false }
    let variable = spec?["env"]?.items.first { $0.value(at: "valueFrom.secretKeyRef") != nil }
    let whole = spec?["envFrom"]?.items.first { $0["secretRef"] != nil }
    guard let place = mount ?? variable ?? whole else { return nil }
    var failure = failure(
      "secret-content-malformed", "\(context.title) cannot read a key or certificate that a Secret gives it: \(said)")
    failure.confidence = .likely
    failure.evidence.append(object.evidence(for: place["name"] ?? place, field: "spec.containers"))
    return failure
  }

  /// Only a mesh's proxy answers so.
  private func meshDenied(_ said: String) -> ApplicationFailure? {
    let isInMesh = context.pod.containers.contains {
      ["istio-proxy", "linkerd-proxy"].contains($0.value["name"]?.string)
    }
    let policy = context.index.objects(kind: "AuthorizationPolicy").first
    guard isInMesh || policy != nil else { return nil }
    var failure = failure(
      "service-mesh-policy-blocks-traffic", "\(context.title) is refused by the policy of the mesh: \(said)")
    failure.confidence = .likely
    failure.evidence += [policy?.evidence].compactMap { $0 }
    return failure
  }

  /// A failure that the dependency has to answer for; where nobody can tell which one that is, only the state.
  private func owned(_ failure: ApplicationFailure) -> ApplicationFailure {
    var failure = failure
    let owner = DependencyOwner(context: context, log: log, error: error)
    failure.service = owner.service
    failure.culprit = failure.service.flatMap { ServiceDirectory.workload(behind: $0, context.index) }
    if let service = failure.service, !owner.isNamedByLog(service) {
      // The settings lead there, the log does not say so.
      failure.confidence = .likely
      failure.evidence += owner.meant.prefix(1).flatMap(\.evidence)
    }
    if failure.culprit == nil, let database = owner.onlyDatabase {
      failure.culprit = database
      // Nothing names the host: that it is this database is an inference.
      failure.confidence = .likely
    }
    guard failure.culprit == nil else { return failure }
    if let service = failure.service {
      failure.culprit = service.reference
      return failure
    }
    failure.mode = "app-dependency-unreachable"
    failure.undecided = [
      .init(
        id: "app-dependency-unreachable", artifact: "which database refuses \(context.title)",
        collect: .namespace(context.pod.object.namespace),
        or: "the host that \(context.workload.path) is configured with, and the logs of that database")
    ]
    return failure
  }

  /// A failure of this container.
  func failure(_ mode: String, _ text: String) -> ApplicationFailure {
    ApplicationFailure(
      mode: mode, pod: context.pod, status: context.status, workload: context.workload, end: termination, text: text,
      evidence: [log.evidence(error.line)])
  }
}
