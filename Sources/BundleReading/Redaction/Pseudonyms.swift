public import Model

/// Other names for what a bundle names, the same ones everywhere, so that what belongs together still does.
///
/// Nodes, namespaces and workloads get numbered names; pods keep the end that their owner gave them: `api-7c75c5f88c-2sgr6`
/// → `workload-3-7c75c5f88c-2sgr6`. Names of Kubernetes itself stay, and so do words of its messages: to rename a
/// workload called `pod` would spoil every sentence about pods.
public struct Pseudonyms: Sendable {
  /// Pseudonym by name.
  private let names: [[UInt8]: [UInt8]]
  private var addresses: [[UInt8]: [UInt8]] = [:]

  /// Names that every cluster has.
  private static let kept: Set<String> = [
    "default", "kube-system", "kube-public", "kube-node-lease", "kubernetes", "coredns", "kube-proxy", "kube-dns",
    "etcd",
    "kube-apiserver", "kube-controller-manager", "kube-scheduler", "metrics-server", "kubelet", "containerd",
    "localhost",
  ]

  /// Pseudonyms for an incident's names. `words` are those of messages that must stay readable.
  public init(_ incident: Incident, keeping words: Set<String>) {
    var names: [[UInt8]: [UInt8]] = [:]
    func add(_ kinds: Set<String>, _ prefix: String) {
      let found = Set(incident.objects.filter { kinds.contains($0.kind) }.map(\.name))
      var number = 0
      for name in found.sorted() where !Self.kept.contains(name) && !words.contains(name) && name.utf8.count > 1 {
        guard names[Array(name.utf8)] == nil else { continue }
        number += 1
        names[Array(name.utf8)] = Array("\(prefix)-\(number)".utf8)
      }
    }
    add(["Node"], "node")
    add(["Namespace"], "namespace")
    add(["Deployment", "StatefulSet", "DaemonSet", "CronJob", "ReplicationController"], "workload")
    let jobs = incident.objects.filter { $0.kind == "Job" && $0.controller == nil }.map(\.name)
    let pods = incident.objects.filter { $0.kind == "Pod" && $0.controller == nil }.map(\.name)
    for (others, prefix) in [(jobs, "job"), (pods, "pod")] {
      for (number, name) in Set(others).sorted().enumerated()
      where names[Array(name.utf8)] == nil && !Self.kept.contains(name) && !words.contains(name) {
        names[Array(name.utf8)] = Array("\(prefix)-\(number + 1)".utf8)
      }
    }
    add(["Service", "Ingress"], "service")
    add(["ConfigMap"], "configmap")
    add(["Secret"], "secret")
    add(["PersistentVolumeClaim"], "claim")
    self.names = names
  }

  /// Appends a line, its names and addresses replaced.
  mutating func replace(_ line: [UInt8], into output: inout [UInt8]) {
    var position = 0
    while position < line.count {
      guard Self.isPart(line[position]) else {
        output.append(line[position])
        position += 1
        continue
      }
      var end = position
      while end < line.count, Self.isPart(line[end]) { end += 1 }
      replaceToken(line[position..<end], isKey: Self.isKey(line, end), into: &output)
      position = end
    }
  }

  /// Parts of names, of which `.` and `_` join several.
  private static func isPart(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }

  /// A key of YAML or JSON is no name.
  private static func isKey(_ line: [UInt8], _ end: Int) -> Bool {
    var end = end
    if end < line.count, line[end] == 34 { end += 1 }
    guard end < line.count, line[end] == UInt8(ascii: ":") else { return false }
    return end + 1 == line.count || line[end + 1] == 32
  }

  private mutating func replaceToken(_ token: ArraySlice<UInt8>, isKey: Bool, into output: inout [UInt8]) {
    if let address = address(token) {
      output += address
      return
    }
    guard !isKey else {
      output += token
      return
    }
    if let whole = names[Array(token)] {
      output += whole
      return
    }
    for (place, part) in Self.split(token, at: UInt8(ascii: ".")).enumerated() {
      if place > 0 { output.append(UInt8(ascii: ".")) }
      output += pseudonym(of: part)
    }
  }

  private static func split(_ token: ArraySlice<UInt8>, at byte: UInt8) -> [ArraySlice<UInt8>] {
    token.split(separator: byte, omittingEmptySubsequences: false)
  }

  /// The longest known name that the part is, or begins with before a `-`.
  private func pseudonym(of part: ArraySlice<UInt8>) -> [UInt8] {
    var end = part.endIndex
    while end > part.startIndex {
      if end == part.endIndex || part[end] == UInt8(ascii: "-"), let other = names[Array(part[..<end])] {
        return other + part[end...]
      }
      end -= 1
    }
    return Array(part)
  }

  /// `10.99.0.10` → `198.18.0.1`, an address that is kept free for tests; nil for other tokens and for loopback.
  private mutating func address(_ token: ArraySlice<UInt8>) -> [UInt8]? {
    guard token.count >= 7, token.count <= 15, token.allSatisfy({ $0.isDigit || $0 == UInt8(ascii: ".") }) else {
      return nil
    }
    let parts = Self.split(token, at: UInt8(ascii: ".")).map { Int(String(decoding: $0, as: UTF8.self)) ?? 256 }
    guard parts.count == 4, parts.allSatisfy({ $0 < 256 }), parts[0] != 127, parts[0] != 0, parts[0] != 255 else {
      return nil
    }
    if let known = addresses[Array(token)] { return known }
    let number = addresses.count + 1
    let other = Array("198.\(18 + (number >> 16) & 1).\(number >> 8 & 255).\(number & 255)".utf8)
    addresses[Array(token)] = other
    return other
  }
}
