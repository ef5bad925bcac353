/// Configuration of a node's services in other languages than YAML: TOML, unit files, `resolv.conf`, `KEY=value` files,
/// the JSON of CNI plugins and of the kubelet's `configz`.
enum ConfigurationFile: RecognizedText {
  static let name = "configuration-file"
  static let what = "Configuration of a node's services. Recognized, not read further."
  static let sources = [
    "/etc/containerd/config.toml", "systemctl cat kubelet", "/etc/resolv.conf", "/run/flannel/subnet.env",
    "/etc/cni/net.d", "kubectl get --raw /api/v1/nodes/NODE/proxy/configz",
  ]
  static let samples = [
    "version = 2\n[plugins.\"io.containerd.grpc.v1.cri\"]\n  sandbox_image = \"pause:3.9\"\n",
    "# /etc/systemd/system/kubelet.service\n[Unit]\nDescription=kubelet\n[Service]\nExecStart=/usr/bin/kubelet\n",
    "search shop.svc.cluster.local svc.cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n",
    "FLANNEL_NETWORK=10.97.0.0/16\nFLANNEL_SUBNET=10.97.2.1/24\nFLANNEL_MTU=1500\n",
    #"{"kubeletconfig":{"enableServer":true,"evictionHard":{"nodefs.available":"10%"}}}"# + "\n",
    "{\n  \"name\": \"k8s-pod-network\",\n  \"cniVersion\": \"0.3.1\",\n  \"plugins\": []\n}\n",
    "$ cat /etc/default/kubelet\nKUBELET_EXTRA_ARGS=--node-ip=10.0.0.7\n",
  ]

  private static let sections: [StaticString] = ["[Unit]", "[Service]", "[Install]", "[Journal]", "[global]"]

  static func confidence(_ head: ArtifactHead) -> Int {
    let isDocument = head.bytes.withUnsafeBytes { bytes -> Bool in
      head.isJSON && (bytes.index(of: "\"kubeletconfig\"") != nil || bytes.index(of: "\"cniVersion\"") != nil)
    }
    if isDocument { return 85 }
    var result = 0
    var lines = 0
    var settings = 0
    head.withLines(atMost: 30) { line in
      if line.has("#") && line.has("# ") || ShellCommand.command(in: line) != nil { return }
      let text = line.part(0, 512).trimmed
      lines += 1
      let isSection = sections.contains { $0.utf8CodeUnitCount == text.count && text.has($0) }
      if isSection || text.has("[plugins.") && text.ends(with: "]") { result = 68 }
      if text.has("nameserver "), text.count < 64 { result = max(result, 67) }
      if isSetting(text) { settings += 1 }
    }
    if result == 0, settings > 0, settings == lines { result = 61 }
    return result
  }

  /// `FLANNEL_MTU=1500`: a name in capitals.
  private static func isSetting(_ text: LineBytes) -> Bool {
    guard let equals = text.index(of: UInt8(ascii: "=")), equals > 2 else { return false }
    return text.part(0, equals).allSatisfy { (65...90).contains($0) || $0.isDigit || $0 == UInt8(ascii: "_") }
  }
}
