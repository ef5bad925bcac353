import Model

/// An init container that runs and runs: it waits for something, and says so again and again.
enum WaitingInitContainer {
  /// Equal lines in a row that are a loop.
  private static let repeats = 3

  /// The container as a failure; nil where it runs for a reason that does not show.
  static func find(_ context: ApplicationFailure.Context) -> ApplicationFailure? {
    let status = context.status
    guard status.role == .initialization, status.isRunning, context.pod.phase == "Pending",
      let log = context.logs.first(where: { !$0.isPrevious }), let line = repeated(log)
    else { return nil }
    let said = LoggedFailure.quoted(line.text)
    let missing = hosts(of: context, line).first { endpoint in
      guard let name = context.directory.name(of: endpoint.host, from: context.pod.object.namespace) else {
        return false
      }
      return context.directory.knowsAll(in: name.namespace)
        && context.directory.service(of: endpoint.host, from: context.pod.object.namespace) == nil
    }
    let running = status.value.value(at: "state.running").map {
      context.pod.object.evidence(for: $0, field: "\(status.field).state.running")
    }
    guard let missing else {
      return ApplicationFailure(
        mode: "init-container-waiting", pod: context.pod, status: status, workload: context.workload, end: nil,
        text: "\(context.title) waits: \(said)", evidence: [log.evidence(line)] + [running].compactMap { $0 },
        confidence: .likely,
        undecided: [
          .init(
            id: "init-container-waiting", artifact: "what init container \(status.name) waits for",
            collect: .namespace(context.pod.object.namespace),
            or: "kubectl -n \(context.pod.object.namespace.shellNamespace) get services,endpointslices,pods")
        ])
    }
    return ApplicationFailure(
      mode: "service-missing", pod: context.pod, status: status, workload: context.workload, end: nil,
      text: "\(context.title) waits for a Service \(missing.host), which does not exist: \(said)",
      evidence: [log.evidence(line)] + [running].compactMap { $0 }, confidence: .likely)
  }

  private static func repeated(_ log: ContainerLog) -> ContainerLog.Line? {
    let last = log.keptLines.suffix(repeats)
    guard last.count == repeats, let line = last.last, last.allSatisfy({ $0.text == line.text }) else { return nil }
    return line
  }

  /// Hosts that the command looks up or the repeated line names.
  private static func hosts(of context: ApplicationFailure.Context, _ line: ContainerLog.Line) -> [NetworkEndpoint] {
    var found = [NetworkEndpoint(in: line.text)].compactMap { $0 }
    guard let spec = context.pod.containers.first(where: { $0.value["name"]?.string == context.status.name })?.value
    else { return found }
    let words = ["command", "args"].flatMap { spec[$0]?.items ?? [] }.compactMap(\.string)
      .flatMap { $0.split { " \t\n;|&()'\"".contains($0) }.map(String.init) }
    for (offset, word) in words.enumerated() {
      let isLookedUp = offset > 0 && ["nslookup", "dig", "host", "getent", "ping"].contains(words[offset - 1])
      if isLookedUp || word.byteRange(of: ".svc") != nil {
        let host = word.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == ".") }
        if host.contains(where: \.isLetter) { found.append(NetworkEndpoint(host: String(host), port: nil)) }
      } else if word.byteRange(of: ":") != nil, let endpoint = NetworkEndpoint(in: word) {
        found.append(endpoint)
      }
    }
    return found
  }
}
