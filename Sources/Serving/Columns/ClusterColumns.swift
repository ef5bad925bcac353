import Model

/// The columns of nodes, namespaces, Events and what governs them.
enum ClusterColumns {
  static let node: [Column] = [
    .name, .text("Status", nodeStatus), .text("Roles", roles), .age,
    .field("Version", "status.nodeInfo.kubeletVersion", missing: ""),
    .text("Internal-IP", wide: true) { address($0, "InternalIP") },
    .text("External-IP", wide: true) { address($0, "ExternalIP") },
    .field("OS-Image", "status.nodeInfo.osImage", missing: "<unknown>", wide: true),
    .field("Kernel-Version", "status.nodeInfo.kernelVersion", missing: "<unknown>", wide: true),
    .field("Container-Runtime", "status.nodeInfo.containerRuntimeVersion", missing: "<unknown>", wide: true),
  ]

  static let namespace: [Column] = [.name, .field("Status", "status.phase", missing: ""), .age]

  static let event: [Column] = [
    .age("Last Seen", "lastTimestamp"), .field("Type", "type", missing: ""), .field("Reason", "reason", missing: ""),
    .text("Object") { event in
      let object = event["involvedObject"]
      return "\((object?["kind"]?.string ?? "").lowercased())/\(object?["name"]?.string ?? "")"
    },
    .field("Subobject", "involvedObject.fieldPath", missing: "", wide: true),
    .text("Source", wide: true) { event in
      let parts = ["component", "host"].compactMap { event["source"]?[$0]?.string }.filter { !$0.isEmpty }
      return parts.joined(separator: ", ")
    },
    .field("Message", "message", missing: ""),
    Column(name: "First Seen", priority: 1) { event, ages in
      .text(ages.age(of: event["firstTimestamp"]) ?? "<unknown>")
    },
    Column(name: "Count", type: "integer", priority: 1) { event, _ in .number(event["count"]?.integer ?? 1) },
    .field("Name", "metadata.name", missing: "", wide: true),
  ]

  static let lease: [Column] = [.name, .field("Holder", "spec.holderIdentity", missing: ""), .age]

  static let quota: [Column] = [
    .name, .text("Request") { used($0, isLimit: false) }, .text("Limit") { used($0, isLimit: true) }, .age,
  ]

  static let configMap: [Column] = [
    .name,
    Column(name: "Data", type: "integer") { object, _ in
      .number((object["data"]?.members.count ?? 0) + (object["binaryData"]?.members.count ?? 0))
    }, .age,
  ]

  static let secret: [Column] = [
    .name, .field("Type", "type", missing: "Opaque"),
    Column(name: "Data", type: "integer") { object, _ in .number(object["data"]?.members.count ?? 0) }, .age,
  ]

  static let serviceAccount: [Column] = [
    .name,
    Column(name: "Secrets", type: "integer") { object, _ in .number(object["secrets"]?.items.count ?? 0) }, .age,
  ]

  static let role: [Column] = [.name, .field("Created At", "metadata.creationTimestamp", missing: "")]

  static let roleBinding: [Column] = [
    .name, .text("Role") { "\(text($0, "roleRef.kind"))/\(text($0, "roleRef.name"))" }, .age,
  ]

  static let priorityClass: [Column] = [
    .name, .number("Value", "value"), .field("Global-Default", "globalDefault", missing: "false"), .age,
  ]

  static let apiService: [Column] = [
    .name,
    .text("Service") { service in
      guard let name = service.value(at: "spec.service.name")?.string else { return "Local" }
      return "\(text(service, "spec.service.namespace"))/\(name)"
    },
    .text("Available") { service in
      let available = condition(service, "Available")
      let status = available?["status"]?.string ?? "Unknown"
      return status == "True" ? "True" : "\(status) (\(available?["reason"]?.string ?? ""))"
    }, .age,
  ]

  static let customResourceDefinition: [Column] = [
    .name, .field("Created At", "metadata.creationTimestamp", missing: ""),
  ]

  static let webhooks: [Column] = [
    .name, Column(name: "Webhooks", type: "integer") { object, _ in .number(object["webhooks"]?.items.count ?? 0) },
    .age,
  ]

  private static func text(_ object: Value, _ path: String) -> String { object.value(at: path)?.string ?? "" }

  private static func condition(_ object: Value, _ type: String) -> Value? {
    object.value(at: "status.conditions")?.items.first { $0["type"]?.string == type }
  }

  private static func nodeStatus(_ node: Value) -> String {
    let ready =
      switch condition(node, "Ready")?["status"]?.string {
      case "True": "Ready"
      case nil: "Unknown"
      default: "NotReady"
      }
    return node.value(at: "spec.unschedulable")?.boolean == true ? ready + ",SchedulingDisabled" : ready
  }

  private static func roles(_ node: Value) -> String {
    let prefix = "node-role.kubernetes.io/"
    let roles = (node.value(at: "metadata.labels")?.members ?? []).compactMap { label -> String? in
      if label.key == "kubernetes.io/role" { return label.value.string }
      return label.key.hasPrefix(prefix) ? String(label.key.dropFirst(prefix.count)) : nil
    }
    return roles.isEmpty ? "<none>" : Set(roles).sorted().joined(separator: ",")
  }

  private static func address(_ node: Value, _ type: String) -> String {
    (node.value(at: "status.addresses")?.items ?? []).first { $0["type"]?.string == type }?["address"]?.string
      ?? "<none>"
  }

  /// `requests.cpu: 1/2, pods: 3/10`.
  private static func used(_ quota: Value, isLimit: Bool) -> String {
    let hard = (quota.value(at: "status.hard") ?? quota.value(at: "spec.hard"))?.members ?? []
    let used = quota.value(at: "status.used")
    return hard.filter { $0.key.hasPrefix("limits.") == isLimit }.sorted { $0.key < $1.key }
      .map { "\($0.key): \(used?[$0.key]?.string ?? "0")/\($0.value.string ?? "")" }.joined(separator: ", ")
  }
}
