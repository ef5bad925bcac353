/// What an artifact's path says about what is in it. Only a hint: content comes first.
enum PathHints {
  /// The node whose files lie under a path; empty where it names none:
  ///
  ///     …/nodes/<node>/…    nodes/<node>.zip!/…    host-collectors/<collector>/<node>/…    <node>/kubelet.log
  ///     copy-from-host/<node>/archive.tar!/…
  ///     sosreport-<node>-2026-11-21-<id>/…         <node>-2026-11-21_04_02_14/journald/kubelet
  static func node(_ path: String) -> String {
    let parts = path.split(separator: "/").map { folderName($0) }
    if let index = parts.lastIndex(of: "nodes"), index + 2 < parts.count { return parts[index + 1] }
    if let index = parts.lastIndex(of: "host-collectors"), index + 3 < parts.count { return parts[index + 2] }
    if let index = parts.lastIndex(of: "copy-from-host"), index + 2 < parts.count { return parts[index + 1] }
    if let node = reportNode(parts) ?? collectorNode(parts) { return node }
    let kindFiles = ["kubelet.log", "containerd.log", "journal.log"]
    if parts.count >= 2, let file = parts.last, kindFiles.contains(file) {
      let folder = parts[parts.count - 2]
      let generic = ["journal", "journald", "logs", "log", "systemlogs", "agent-logs", "control-plane", "var"]
      if !generic.contains(folder), parts.count >= 3 || folder.contains("-") { return folder }
    }
    return ""
  }

  /// The node's folder in the trees of other collectors:
  ///
  ///     <run>/<node>/systemlogs/kubelet     10_4_0_7/sudo_journalctl__xeu_kubelet.txt
  ///     cluster/v1/node/<node>/kubelet.log  namespaces/default/v1/pod/<node>/kubelet/current.log
  private static func collectorNode(_ parts: [String]) -> String? {
    if let index = parts.lastIndex(where: { periscopeFolders.contains($0) }), index > 0, index + 1 < parts.count,
      index > 1 || parts[index - 1].contains("-")
    {
      return parts[index - 1]
    }
    if let index = parts.lastIndex(of: "v1"), index + 3 < parts.count {
      if parts[index + 1] == "node" { return parts[index + 2] }
      if parts[index + 1] == "pod", ["kubelet", "containerd", "crio"].contains(parts[index + 3]) {
        return parts[index + 2]
      }
    }
    let address = parts.dropLast().last?.split(separator: "_", omittingEmptySubsequences: false) ?? []
    guard address.count == 4, address.allSatisfy({ UInt8($0) != nil }) else { return nil }
    return address.joined(separator: ".")
  }

  /// Folders of aks-periscope below that of a node. What it asks the API, every node's folder holds.
  private static let periscopeFolders: Set<String> = [
    "nodelogs", "dns", "iptables", "kubeletcmd", "networkoutbound", "windowslogs", "systemlogs",
  ]

  /// Endings of the names of archives.
  private static let archiveSuffixes = [
    ".zip", ".tar", ".tgz", ".txz", ".tar.gz", ".tar.xz", ".tar.bz2", ".tar.zst", ".tar.lz4",
  ]

  /// Folders by which a report of one machine is known, whatever its own name.
  private static let reportFolders: Set<String> = [
    "sos_commands", "journald", "systemlogs", "systeminfo", "networking", "rke2", "k3s",
  ]

  /// An archive inside the bundle by its name without ending; other components as they are.
  private static func folderName(_ part: Substring) -> String {
    guard part.hasSuffix("!") else { return String(part) }
    let name = part.dropLast()
    let suffix = archiveSuffixes.last { name.hasSuffix($0) }
    return String(name.dropLast(suffix?.utf8.count ?? 0))
  }

  /// The host before the date in the name of a folder that holds a report of one machine.
  private static func reportNode(_ parts: [String]) -> String? {
    guard let inside = parts.dropFirst().firstIndex(where: { reportFolders.contains($0) }) else { return nil }
    let isSOS = parts[inside - 1].hasPrefix("sosreport-")
    let name = isSOS ? parts[inside - 1].dropFirst("sosreport-".count) : parts[inside - 1][...]
    let bytes = Array(name.utf8)
    // `-2026-11-21`
    let shape = Array("-0000-00-00".utf8)
    guard bytes.count >= shape.count else { return nil }
    for start in 1...max(1, bytes.count - shape.count) where start + shape.count <= bytes.count {
      let isDate = zip(bytes[start...], shape).allSatisfy { byte, wanted in
        wanted == UInt8(ascii: "0") ? byte.isDigit : byte == wanted
      }
      if isDate { return String(decoding: bytes[..<start], as: UTF8.self) }
    }
    return nil
  }
}
