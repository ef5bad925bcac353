/// What an API server can do: versions, kinds, the caller's rights. `kubectl version`, `api-resources`, discovery documents.
enum APIDiscovery: RecognizedText {
  static let name = "api-discovery"
  static let what = "Versions, kinds and rights that an API server tells of. Recognized, not read further."
  static let sources = [
    "kubectl version", "kubectl api-resources", "kubectl cluster-info", "kubectl get --raw /apis",
    "kubectl get --raw '/readyz?verbose'",
    "troubleshoot: cluster_version.json, groups.json, resources.json, auth-cani-list",
  ]
  static let samples = [
    "v1.30.2\n", "Client Version: v1.30.2\nKustomize Version: v5.0.4\nServer Version: v1.30.4\n",
    "Client Version: version.Info{Major:\"1\", Minor:\"18\", GitVersion:\"v1.18.3\"}\n",
    "NAME          SHORTNAMES   APIVERSION   NAMESPACED   KIND\nbindings                   v1           true         Binding\n",
    "Kubernetes control plane is running at https://10.0.0.1:6443\n",
    #"{"info":{"major":"1","minor":"30","gitVersion":"v1.30.2","platform":"linux/amd64"},"string":"v1.30.2"}"# + "\n",
    #"[{"name":"apps","versions":[{"groupVersion":"apps/v1","version":"v1"}],"preferredVersion":{"groupVersion":"apps/v1","version":"v1"}}]"#
      + "\n",
    #"[{"kind":"APIResourceList","groupVersion":"v1","resources":[{"name":"pods","namespaced":true,"kind":"Pod","verbs":["get"]}]}]"#
      + "\n",
    #"{"status":{"resourceRules":[{"verbs":["*"],"apiGroups":["*"],"resources":["*"]}],"nonResourceRules":[],"incomplete":false}}"#
      + "\n",
    "[+]ping ok\n[+]log ok\n[-]etcd failed: reason withheld\nreadyz check failed\n",
  ]

  static func confidence(_ head: ArtifactHead) -> Int {
    let isDocument = head.bytes.withUnsafeBytes { bytes -> Bool in
      guard head.isJSON else { return false }
      func has(_ text: StaticString) -> Bool { bytes.index(of: text) != nil }
      return has("\"gitVersion\"") && has("\"platform\"") || has("\"groupVersion\"") && has("\"preferredVersion\"")
        || has("\"groupVersion\"") && has("\"namespaced\"") || has("\"resourceRules\"") && has("\"nonResourceRules\"")
    }
    if isDocument { return 90 }
    var result = 0
    head.withLines(atMost: 3) { line in
      let text = line.part(0, 256).trimmed
      let isVersion = text.has("Client Version: v") || text.has("Server Version: v")
      let isTable = text.has("NAME ") && text.index(of: " APIVERSION ") != nil && text.ends(with: " KIND")
      let isPlace =
        text.has("Kubernetes control plane is running at ") || text.has("Kubernetes master is running at ")
      let isCheck =
        (text.has("[+]") || text.has("[-]")) && (text.ends(with: " ok") || text.index(of: " failed: ") != nil)
      let isBare = head.isWhole && head.bytes.count < 40 && text.has("v1.") && text.allSatisfy { $0 > 32 }
      if isVersion || isTable || isPlace || isBare || isCheck { result = 83 }
    }
    return result
  }
}
