import Model

extension DescribedKind {
  /// A node: `Allocatable:` or `Taints:` at the left margin. Its Lease is an object of its own.
  ///
  /// The table of allocated resources is no field of the API: it stands below `casefile.allocated`, e.g.
  /// `casefile.allocated.memory.requests`.
  static let node = DescribedKind(
    kind: "Node", apiVersion: "v1", isNamespaced: false,
    isShown: { $0.has("Allocatable") || $0.has("Taints") || $0.has("System Info") },
    fill: { object, tree in
      let parts = object.outline
      tree.set("spec.taints", parts["Taints"].flatMap(taints))
      tree.set("spec.unschedulable", parts["Unschedulable"]?.boolean)
      tree.set("spec.podCIDR", parts["PodCIDR"]?.scalar)
      tree.set("spec.podCIDRs", parts["PodCIDRs"]?.bracketedList)
      tree.set("spec.providerID", parts["ProviderID"]?.scalar)
      tree.set("status.capacity", parts["Capacity"]?.quantities)
      tree.set("status.allocatable", parts["Allocatable"]?.quantities)
      tree.set("status.addresses", parts["Addresses"].flatMap(addresses))
      tree.set("status.conditions", parts["Conditions"].flatMap(DescribedConditions.value))
      for section in parts["System Info"]?.outline.sections ?? [] {
        if let field = systemInformation[section.key] { tree.set("status.nodeInfo.\(field)", section.scalar) }
      }
      setAllocated(parts["Allocated resources"], &tree)
    },
    others: { object in [lease(object)].compactMap { $0 } })

  private static let systemInformation = [
    "Machine ID": "machineID", "System UUID": "systemUUID", "Boot ID": "bootID",
    "Kernel Version": "kernelVersion", "OS Image": "osImage", "Operating System": "operatingSystem",
    "Architecture": "architecture", "Container Runtime Version": "containerRuntimeVersion",
    "Kubelet Version": "kubeletVersion", "Kube-Proxy Version": "kubeProxyVersion",
  ]

  /// `node.kubernetes.io/disk-pressure:NoSchedule`, `dedicated=gpu:NoExecute`.
  private static func taints(_ section: DescribeSection) -> Value? {
    Value.list(
      section.entries.compactMap { text, line in
        guard let colon = text.lastIndex(of: ":") else { return nil }
        var taint = Members()
        let key = text[..<colon]
        let equals = key.firstIndex(of: "=")
        taint.set("key", key[..<(equals ?? key.endIndex)], line: line)
        if let equals { taint.set("value", key[key.index(after: equals)...], line: line, isText: true) }
        taint.set("effect", text[text.index(after: colon)...], line: line)
        return taint.value
      })
  }

  /// `InternalIP:  10.99.0.10`, one a line.
  private static func addresses(_ section: DescribeSection) -> Value? {
    Value.list(
      section.outline.sections.compactMap { section in
        guard !section.key.isEmpty, !section.value.isEmpty else { return nil }
        var address = Members()
        address.set("type", section.key, line: section.line)
        address.set("address", section.scalar)
        return address.value
      })
  }

  /// `cpu  425m (5%)  2 (25%)` below `Resource  Requests  Limits`.
  private static func setAllocated(_ section: DescribeSection?, _ tree: inout ObjectTree) {
    guard let section, let table = DescribeTable(section.body) else { return }
    for row in table.rows {
      guard let resource = table.cell(row, "Resource") else { continue }
      for (field, column) in [("requests", "Requests"), ("limits", "Limits")] {
        guard let quantity = table.cell(row, column)?.split(separator: " ").first else { continue }
        tree.set(
          ["casefile", "allocated", resource, field], Value(.scalar(String(quantity), isText: false), line: row.line))
      }
    }
  }

  private static func lease(_ object: DescribedObject) -> ObjectTree? {
    guard let section = object["Lease"], let name = object.name, let renewed = section["RenewTime"]?.time else {
      return nil
    }
    var tree = ObjectTree(apiVersion: "coordination.k8s.io/v1", kind: "Lease", line: section.line)
    tree.set("metadata.name", name)
    tree.set("metadata.namespace", "kube-node-lease", line: section.line)
    tree.set("spec.holderIdentity", section["HolderIdentity"]?.scalar)
    tree.set("spec.renewTime", renewed)
    return tree
  }
}
