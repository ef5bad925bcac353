import Model

/// Secrets with tokens of ServiceAccounts, `builder-token-x7k2p`, which the control plane made by itself before 1.24.
enum LegacyToken {
  /// Whether a Secret's name is that of a token of a ServiceAccount which the namespace has, on a cluster that makes none.
  static func isOne(_ name: String, of pod: EntityReference, _ investigation: Investigation) -> Bool {
    guard let account = account(of: name), isSince124(investigation) else { return false }
    let own = investigation.index.pod(pod.object)?.object.string(at: "spec.serviceAccountName")
    return own == account
      || investigation.index.object(
        EntityReference(kind: "ServiceAccount", namespace: pod.namespace, name: account)) != nil
  }

  /// `builder` of `builder-token-x7k2p` and of `builder-token`.
  static func account(of name: String) -> String? {
    guard let range = name.firstRange(of: "-token") else { return nil }
    let rest = name[range.upperBound...]
    let isGenerated =
      rest.first == "-" && rest.utf8.count == 6
      && rest.dropFirst().allSatisfy { $0.isNumber || $0.isLowercase }
    guard rest.isEmpty || isGenerated else { return nil }
    return String(name[..<range.lowerBound])
  }

  /// Whether all nodes run 1.24 or newer: the control plane is never older.
  private static func isSince124(_ investigation: Investigation) -> Bool {
    let nodes = investigation.index.objects(kind: "Node")
    return !nodes.isEmpty
      && nodes.allSatisfy { node in
        let text = node.string(at: "status.nodeInfo.kubeletVersion") ?? ""
        let numbers = text.drop { $0 == "v" }.split(separator: ".").prefix(2).compactMap { Int($0) }
        return numbers.count == 2 && (numbers[0] > 1 || numbers[1] >= 24)
      }
  }

  /// A pod of ServiceAccount `builder` that waits for the token's Secret, on a node of a version.
  static func example(_ title: String, kubelet: String) -> Example {
    let node = """
      apiVersion: v1
      kind: Node
      metadata: {name: n1, uid: node-1}
      status: {nodeInfo: {kubeletVersion: \(kubelet)}, conditions: [{type: Ready, status: "True", reason: KubeletReady}]}

      """
    let account = """
      apiVersion: v1
      kind: ServiceAccount
      metadata: {name: builder, namespace: shop, uid: sa-1}

      """
    let pod = StartExample.pod(
      waiting: "CreateContainerConfigError", message: "secret \"builder-token-x7k2p\" not found")
    // One artifact: of a cluster whose version is not known, the missing Secret is all that can be named, and rightly so.
    return Example(title, [("cluster.yaml", StartExample.documents(pod, account, node))])
  }
}
