import Model

/// What the API passes on from nodes: journals of their services (`/proxy/logs/?query=kubelet`) and `stats/summary`.
struct NodeLogs: Sendable {
  private let journals: [String: String]
  private let summaries: [String: String]
  private let read: @Sendable (String) -> [UInt8]?

  init(_ incident: Incident, read: @escaping @Sendable (String) -> [UInt8]?) {
    var journals: [String: (path: String, length: Int64)] = [:]
    var summaries: [String: String] = [:]
    for artifact in incident.artifacts {
      for log in artifact.logs {
        guard let span = log.span else { continue }
        let key = "\(log.source.node)/\(log.source.component)"
        let length = span.to.instant.nanoseconds(since: span.from.instant)
        if let known = journals[key], known.length >= length { continue }
        journals[key] = (artifact.path, length)
      }
      if artifact.format == "stats-summary" {
        let node = incident.objects.first { $0.kind == "Node" && artifact.path.contains($0.name) }?.name
        if let node { summaries[node] = artifact.path }
      }
    }
    self.journals = journals.mapValues(\.path)
    self.summaries = summaries
    self.read = read
  }

  func answer(_ request: APIRequest, node: String, path: [String]) -> APIResponse {
    if path == ["stats", "summary"], let summary = summaries[node].flatMap(read) {
      var response = APIResponse(text: summary)
      response.contentType = "application/json"
      return response
    }
    if path == ["logs"], let unit = request.query["query"],
      let journal = journals["\(node)/\(unit)"].flatMap(read)
    {
      return APIResponse(text: journal)
    }
    return .failure(404, "NotFound", "the bundle does not hold this of node \"\(node)\"")
  }
}
