public import Model

/// The Kubernetes API over the objects of a bundle. It only reads: whatever would change something is refused.
public struct ObjectAPI: Sendable {
  /// Finds bytes that the model does not hold, by reading the bundle again.
  public struct Logs: Sendable {
    /// The lines of a container's log.
    public var container: @Sendable (ContainerLog) -> [LoggedLine]
    /// An artifact as it is; nil where it cannot be read.
    public var artifact: @Sendable (String) -> [UInt8]?

    /// Ways to read the bundle again.
    public init(
      container: @escaping @Sendable (ContainerLog) -> [LoggedLine],
      artifact: @escaping @Sendable (String) -> [UInt8]?
    ) {
      self.container = container
      self.artifact = artifact
    }
  }

  /// One line of a container's log.
  public struct LoggedLine: Sendable {
    /// When it was written, as the artifact says it, e.g. `2026-11-21T04:01:20.674821Z`; empty where it does not.
    public var time: String
    /// What the container wrote.
    public var text: [UInt8]

    /// A line.
    public init(time: String, text: [UInt8]) {
      self.time = time
      self.text = text
    }
  }

  private let objects: ServedObjects
  private let discovery: Discovery
  private let ages: AgeReference
  private let podLogs: PodLogs
  private let nodeLogs: NodeLogs

  /// The API of an incident.
  public init(_ incident: Incident, logs: Logs) {
    let newest = incident.events.compactMap { $0.time?.to.instant }.max()
    // Logs alone may tell the day and not the year, which no client understands.
    let told = [incident.bundle.captured?.to.instant, newest].compactMap(\.self).first(where: \.isYearKnown)
    let captured = told ?? Instant(nanoseconds: 0)
    ages = AgeReference(now: captured)
    objects = ServedObjects(incident, captured: captured)
    let versions = incident.objects.lazy.filter { $0.kind == "Node" }
      .compactMap { $0.string(at: "status.nodeInfo.kubeletVersion") ?? $0.string(at: "status.nodeInfo.version") }
    discovery = Discovery(objects.resources, version: versions.first { !$0.isEmpty } ?? "v1.0.0")
    podLogs = PodLogs(incident, read: logs.container)
    nodeLogs = NodeLogs(incident, read: logs.artifact)
  }

  /// Whether the bundle has no object at all.
  public var isEmpty: Bool { objects.isEmpty }

  /// Answers a request.
  public func answer(_ request: APIRequest) -> APIResponse {
    guard request.method == "GET" || request.method == "HEAD" else {
      return AccessReview.answer(request) ?? Self.refusal(request)
    }
    if let answer = discovery.answer(request.path) { return APIResponse(answer) }
    switch request.path.first {
    case "healthz", "livez", "readyz":
      let isVerbose = request.query["verbose"] != nil
      return APIResponse(text: Array((isVerbose ? "[+]ping ok\n\(request.path[0]) check passed\n" : "ok").utf8))
    case "openapi", "swagger-2.0.0.pb-v1":
      // Of a 404 kubectl would not print the message.
      var answer = APIResponse(
        text: Array("this is a bundle, not a cluster: it holds no schemas of its kinds (OpenAPI)".utf8))
      answer.status = 406
      return answer
    case "api" where request.path.count > 2: return answer(request, group: "", rest: request.path.dropFirst(1))
    case "apis" where request.path.count > 3:
      return answer(request, group: request.path[1], rest: request.path.dropFirst(2))
    default: return Self.noSuchPath
    }
  }

  private static func refusal(_ request: APIRequest) -> APIResponse {
    let reason =
      if let verb = request.path.last, ["exec", "attach", "portforward", "proxy"].contains(verb) {
        "nothing runs in it that could be reached"
      } else if request.path.count > 1, request.path[1].hasPrefix("auth") {
        "it does not know who may do what"
      } else {
        "it can be read, and nothing in it can be changed"
      }
    return .failure(405, "MethodNotAllowed", "this is a bundle, not a cluster: \(reason)")
  }

  private static let noSuchPath = APIResponse.failure(
    404, "NotFound", "the server could not find the requested resource")

  /// `rest` begins with the version.
  private func answer(_ request: APIRequest, group: String, rest: ArraySlice<String>) -> APIResponse {
    var rest = rest
    let version = rest.removeFirst()
    if group.isEmpty, rest.first == "nodes", rest.count > 2 {
      let parts = Array(rest)
      return parts[2] == "proxy"
        ? nodeLogs.answer(request, node: parts[1], path: Array(parts.dropFirst(3))) : Self.noSuchPath
    }
    var namespace: String?
    if rest.first == "namespaces", rest.count > 2 {
      namespace = rest[rest.startIndex + 1]
      rest = rest.dropFirst(2)
    }
    guard let plural = rest.popFirst(),
      let resource = objects.resource(group: group, version: version, plural: plural)
    else { return Self.noSuchPath }
    guard let name = rest.popFirst() else { return list(request, resource, namespace: namespace) }
    guard let object = objects.object(resource, namespace: namespace, name: name) else {
      return missing(resource, namespace: namespace, name: name)
    }
    switch rest.popFirst() {
    case nil: break
    case "log" where resource.kind == "Pod" && rest.isEmpty: return podLogs.answer(request, pod: object)
    case "status" where rest.isEmpty: break
    default: return Self.noSuchPath
    }
    if request.wantsTable { return table([object], of: resource, request) }
    return APIResponse(object)
  }

  private func missing(_ resource: APIResource, namespace: String?, name: String) -> APIResponse {
    let details = Value.object([
      "name": .text(name), "group": resource.group.isEmpty ? nil : .text(resource.group),
      "kind": .text(resource.plural),
    ])
    let kind = resource.group.isEmpty ? resource.plural : "\(resource.plural).\(resource.group)"
    var response = APIResponse.failure(404, "NotFound", "\(kind) \"\(name)\" not found", details: details)
    response.warnings = gap(resource, namespace: namespace)
    return response
  }

  private func list(_ request: APIRequest, _ resource: APIResource, namespace: String?) -> APIResponse {
    var members = objects.list(resource, namespace: namespace)
    for (parameter, matches) in [
      ("labelSelector", { (selector: Selector, object: Value) in selector.matches(labelsOf: object) }),
      ("fieldSelector", { (selector: Selector, object: Value) in selector.matches(fieldsOf: object) }),
    ] {
      guard let text = request.query[parameter], !text.isEmpty else { continue }
      guard let selector = Selector(text) else {
        return .failure(400, "BadRequest", "unable to parse \(parameter) \"\(text)\"")
      }
      if parameter == "fieldSelector", let field = selector.unknownField(of: members) {
        return .failure(400, "BadRequest", "field label not supported: \"\(field)\"")
      }
      members = members.filter { matches(selector, $0) }
    }
    if request.isSet("watch") { return watch(members, of: resource, request) }
    let page = ListPage(of: members, request)
    var response =
      request.wantsTable
      ? table(page.members, of: resource, request, metadata: page.metadata)
      : APIResponse(
        .object([
          "kind": .text("\(resource.kind)List"), "apiVersion": .text(resource.groupVersion),
          "metadata": page.metadata, "items": .list(page.members),
        ]))
    response.warnings = page.isFirst ? gap(resource, namespace: namespace) : []
    return response
  }

  /// The objects as additions, unless the client has them, and silence from then on: a bundle does not change.
  private func watch(_ members: [Value], of resource: APIResource, _ request: APIRequest) -> APIResponse {
    let version = request.query["resourceVersion"] ?? ""
    let isFromStart = version.isEmpty || version == "0"
    var body: [UInt8] = []
    for object in isFromStart ? members : [] {
      let seen =
        request.wantsTable
        ? ResourceTable(resource.kind).table([object], ages: ages, whole: request.query["includeObject"] == "Object")
        : object
      body += ValueJSON.bytes(.object(["type": .text("ADDED"), "object": seen])) + [10]
    }
    var response = APIResponse(text: body)
    response.contentType = "application/json"
    response.idles = true
    return response
  }

  private func table(
    _ members: [Value], of resource: APIResource, _ request: APIRequest, metadata: Value? = nil
  ) -> APIResponse {
    let whole = request.query["includeObject"] == "Object"
    let table = ResourceTable(resource.kind).table(members, ages: ages, whole: whole)
    return APIResponse(metadata.map { table.setting("metadata", $0) } ?? table)
  }

  /// An empty answer must not pass for an empty cluster.
  private func gap(_ resource: APIResource, namespace: String?) -> [String] {
    if resource.kind == "Event" || objects.holdsList(resource, namespace: namespace) { return [] }
    let place = namespace.map { " of namespace \($0)" } ?? ""
    return ["the bundle holds no complete list of \(resource.plural)\(place): the cluster may have more"]
  }
}
