import Model

/// What is wrong with a probe that fails: reasoning over the pod's ports, its other probes, its log and the kubelet's words.
struct ProbeJudgement {
  let pod: Pod
  let spec: Value
  let status: ContainerStatus
  let probe: ProbeSpec
  /// The container's other probes.
  let siblings: [ProbeSpec]
  /// Events that tell of the failure.
  let failures: [ClusterEvent]
  /// How often each of the container's probes failed.
  let failed: [ProbeSpec.Purpose: Int]
  let log: ContainerLog?

  /// How often it failed, at least.
  var count: Int { failures.map(\.count).reduce(0, +) }
  private var message: String { failures.last?.message ?? "" }
  var title: String {
    "the \(probe.purpose.rawValue) probe of container \(status.name) of \(pod.reference.path)"
  }

  /// Longer than this, and a container was up and running before its liveness probe failed.
  private static let long = seconds(300)
  /// Shorter than this, and many programs are not up yet when a liveness probe has them restarted.
  private static let hasty = 12

  /// A readiness probe that keeps its pod from being ready.
  var readiness: ProbeFailure {
    if let met = otherProtocol { return failure("readiness-probe-wrong-protocol", met.text, met.confidence) }
    if let port = otherPort {
      return failure(
        "readiness-probe-wrong-port", portText(port), port.isCertain ? .proven : .likely, [port.evidence])
    }
    if says("statuscode: 404") {
      return failure(
        "readiness-probe-wrong-path", "\(title) asks for a path that the server does not know", .likely)
    }
    if let general { return failure(general.mode, general.text, .likely) }
    return failure("readiness-probe-failing", "\(title) fails", .proven)
  }

  /// A probe that has its container restarted; nil where nothing tells why it fails.
  func restarting(_ kill: ClusterEvent) -> ProbeFailure? {
    let killed = kill.evidence.prefix(1)
    if probe.purpose == .liveness {
      if let met = otherProtocol {
        return failure("liveness-probe-wrong-protocol", met.text, met.confidence, Array(killed))
      }
      if let port = otherPort {
        return failure(
          "liveness-probe-wrong-port", portText(port), port.isCertain ? .proven : .likely, killed + [port.evidence])
      }
      if says("statuscode: 404") {
        return failure(
          "liveness-probe-wrong-path", "\(title) asks for a path that the server does not know", .likely, Array(killed))
      }
      if let general { return failure(general.mode, general.text, .likely, Array(killed)) }
      return timing(killed)
    }
    return failure(
      "startup-probe-exhausted", "\(title) failed until its container was restarted", .likely, Array(killed))
  }

  /// Too hasty, or a program that hangs: told apart by how long the container had run.
  private func timing(_ killed: ArraySlice<Evidence>) -> ProbeFailure? {
    guard isConnectionFailure else { return nil }
    let end = status.terminated ?? status.lastTermination
    let lived = end.flatMap { end in
      end.value["startedAt"]?.moment.flatMap { start in
        end.finished.map { $0.instant.nanoseconds(since: start.instant) }
      }
    }
    if let lived, lived > Self.long {
      guard says("deadline exceeded") || says("timeout") else { return nil }
      return failure(
        "liveness-probe-app-hung", "\(title) got no answer any more after the container had run for long", .likely,
        Array(killed))
    }
    guard probe.patience < Self.hasty, !siblings.contains(where: { $0.purpose == .startup }) else { return nil }
    return failure(
      "liveness-probe-too-aggressive",
      "\(title) gives up \(probe.patience) s after the start, before the program answers", .likely, Array(killed))
  }

  // MARK: - Grounds

  /// Whether another probe of the container gets its answers, whatever it got while the container came up.
  func isWorking(_ other: ProbeSpec) -> Bool {
    let failures = failed[other.purpose] ?? 0
    if failures == 0 { return true }
    switch other.purpose {
    case .readiness: return status.value["ready"]?.string?.lowercased() == "true" || failures * 2 < count
    // Had it gone on failing, the container would have been restarted.
    case .liveness: return status.isRunning && status.restartCount == 0 && failures * 2 < count
    case .startup: return false
    }
  }

  /// Whether the kubelet said so of the last failure.
  func says(_ piece: String) -> Bool { message.lowercased().byteRange(of: piece) != nil }

  /// Nobody answered on the port, as opposed to an answer that is not the wanted one.
  var isConnectionFailure: Bool {
    ["connection refused", "failed to connect", "deadline exceeded", "i/o timeout", "timeout exceeded", "timed out"]
      .contains { says($0) }
  }

  /// Whether a mesh's proxy takes an HTTP probe before the program does.
  var isTakenByMesh: Bool {
    let isInMesh = pod.containers.contains { $0.value["name"]?.string == "istio-proxy" }
    let isRewritten = probe.path.hasPrefix("/app-health/") || probe.port == 15020 || probe.port == 15021
    return isInMesh && status.name != "istio-proxy" && probe.handler == .http && !isRewritten
  }

  /// What keeps any probe from its answer, whatever it is for.
  private var general: (mode: String, text: String)? {
    // Before 1.20 commands had all the time they liked; since then the default is one second.
    if probe.handler == .command, probe.timeout <= 1,
      says("failed to exec in container: timeout") || says("timeout 1s exceeded") || says("\" timed out")
    {
      return (
        "exec-probe-timeout-enforced",
        "\(title) runs a command that takes longer than its timeout of \(probe.timeout) s"
      )
    }
    if isTakenByMesh, says("connection reset by peer") || says(": eof") || says("statuscode: 403") {
      return (
        "probe-blocked-by-network-policy-or-mtls",
        "\(title) comes from the kubelet, which has no certificate of the mesh, and is turned away by the proxy"
      )
    }
    return nil
  }

  /// The port where the program listens instead.
  private struct OtherPort {
    var number: Int
    var ground: String
    var isCertain: Bool
    var evidence: Evidence
  }

  private func portText(_ other: OtherPort) -> String {
    "\(title) asks port \(probe.port.map(String.init) ?? "?"), \(other.ground) \(other.number)"
  }

  /// The port where the program listens, if the probe asks another one where nobody answers.
  private var otherPort: OtherPort? {
    guard isConnectionFailure, let port = probe.port else { return nil }
    let declared = pod.containers.flatMap { entry in
      entry.value["ports"]?.items.compactMap { $0["containerPort"]?.integer } ?? []
    }
    if let said = listening(), said.port != port {
      return OtherPort(
        number: said.port, ground: "while the log says that it listens on", isCertain: true, evidence: said.evidence)
    } else if listening()?.port == port {
      return nil
    }
    guard !declared.contains(port) else { return nil }
    if let sibling = siblings.first(where: { $0.port != nil && $0.port != port && isWorking($0) }),
      let number = sibling.port
    {
      return OtherPort(
        number: number, ground: "while the \(sibling.purpose.rawValue) probe succeeds on", isCertain: true,
        evidence: sibling.evidence)
    }
    let own = spec["ports"]?.items.compactMap { $0["containerPort"] } ?? []
    guard let first = own.first, let number = first.integer else { return nil }
    return OtherPort(
      number: number, ground: "while the container declares", isCertain: false,
      evidence: pod.object.evidence(for: first, field: "spec.containers.ports.containerPort"))
  }

  /// `Server listening on port 8080`, `started, listening on :9555`: the one port that the log names so.
  private func listening() -> (port: Int, evidence: Evidence)? {
    guard let log else { return nil }
    var found: (port: Int, evidence: Evidence)?
    for line in log.keptLines {
      let text = line.text.lowercased()
      guard
        let start = ["listening on ", "listening at ", "listen on ", "listening: "].lazy
          .compactMap({ text.byteRange(of: $0)?.upperBound }).first
      else { continue }
      let rest = text[start...].prefix(64)
      guard let port = Self.port(in: rest) else { continue }
      if let known = found, known.port != port { return nil }
      found = (port, log.evidence(line))
    }
    return found
  }

  /// `8080`, `port 8080`, `:8080`, `0.0.0.0:8080`, `http://[::]:8080`.
  private static func port(in text: Substring) -> Int? {
    let word = text.hasPrefix("port ") || text.hasPrefix("port: ") ? text.drop { !$0.isNumber } : text
    let first = word.prefix { $0 != " " && $0 != "," && $0 != "\"" }
    let digits = first.lastIndex(of: ":").map { first[first.index(after: $0)...] } ?? first
    return Int(digits.prefix { $0.isNumber }).flatMap { (1...65535).contains($0) ? $0 : nil }
  }

  private func failure(
    _ mode: String, _ text: String, _ confidence: Diagnosis.Confidence, _ further: [Evidence] = []
  ) -> ProbeFailure {
    ProbeFailure(
      mode: mode, pod: pod, container: status, probe: probe,
      text: text.prefix(1).uppercased() + text.dropFirst(),
      evidence: failures.suffix(1).flatMap { $0.evidence.prefix(1) } + [probe.evidence] + further,
      span: failures.compactMap(\.time).reduce(nil as Span?) { $0?.union($1) ?? $1 }, confidence: confidence)
  }
}
