import Model

/// Whether a probe speaks another protocol than the server that it reaches.
extension ProbeJudgement {
  /// What the kubelet met instead of its own protocol.
  struct OtherProtocol {
    /// One sentence.
    var text: String
    /// Proven where the kubelet's words say it; likely where another probe of the same port shows it.
    var confidence: Diagnosis.Confidence
  }

  /// The protocol that the port speaks instead of the probe's; nil where nothing tells.
  var otherProtocol: OtherProtocol? { stated.map { OtherProtocol(text: $0, confidence: .proven) } ?? compared }

  /// The kubelet's words name two protocols.
  private var stated: String? {
    if probe.handler == .http, said("malformed http") {
      return "\(title) speaks HTTP/1.1 to a port that answers in another protocol, as gRPC servers do"
    }
    if said("http request to an https server") || said("http response to https client")
      || said("does not look like a tls handshake")
    {
      return "\(title) uses the wrong one of HTTP and HTTPS"
    }
    if probe.handler == .grpc,
      said("code = unimplemented") || said("unknown service grpc.health")
        || said("error reading server preface") || said("frame too large")
    {
      return "\(title) speaks gRPC to a server that has no gRPC health service there"
    }
    return nil
  }

  /// Whether the kubelet said so once: while the program comes up it says other things.
  private func said(_ piece: String) -> Bool {
    failures.contains { $0.message.lowercased().byteRange(of: piece) != nil }
  }

  /// Another probe gets its answer on the same port by another protocol.
  private var compared: OtherProtocol? {
    guard !isTakenByMesh, let port = probe.port,
      let other = siblings.first(where: { $0.port == port && $0.handler != probe.handler && isWorking($0) }),
      isTurnedAway(by: other.handler)
    else { return nil }
    return OtherProtocol(
      text: "\(title) speaks \(probe.handler.rawValue) to port \(port), where the \(other.purpose.rawValue) probe "
        + "succeeds with \(other.handler.rawValue)",
      confidence: other.handler == .tcp ? .likely : .proven)
  }

  /// Whether the probe failed as it would at a server that speaks what `handler` speaks.
  private func isTurnedAway(by handler: ProbeSpec.Handler) -> Bool {
    switch (probe.handler, handler) {
    // A gRPC client waits for a connection that an HTTP server never completes.
    case (.grpc, .http): return isConnectionFailure
    // A port that takes connections and lets each of them run into the timeout is no gRPC server, or one that hangs:
    // what hangs did answer before.
    case (.grpc, .tcp): return says("deadline exceeded") && hasNeverSucceeded
    case (.http, .grpc): return isHungUp || says("awaiting headers") || isRefusedAsHTTP
    case (.http, .tcp): return isHungUp && hasNeverSucceeded
    default: return false
    }
  }

  /// The server took the connection and closed it without an answer.
  private var isHungUp: Bool {
    [": eof", "connection reset by peer", "server closed idle connection", "broken pipe", "unexpected eof"]
      .contains { says($0) }
  }

  /// Statuses of servers that take HTTP/2 alone: bad request, unsupported media type, upgrade required, version not
  /// supported.
  private var isRefusedAsHTTP: Bool {
    ["400", "415", "426", "464", "505"].contains { says("statuscode: \($0)") }
  }

  /// Whether the probe has failed since the container's first minute.
  private var hasNeverSucceeded: Bool {
    guard count >= probe.attempts else { return false }
    guard let started = status.runningSince ?? pod.started,
      let first = failures.compactMap({ $0.time?.from }).min()
    else { return true }
    let startup = seconds(Int64(60 + probe.patience))
    return first.instant.nanoseconds(since: started.instant) <= startup
  }
}
