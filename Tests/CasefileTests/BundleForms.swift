import CArchive
import Glibc
import Model
import Testing

@testable import BundleReading

/// A file of a bundle.
struct BundleFile {
  var path: String
  var bytes: [UInt8]

  /// E.g. `pods` of `namespaces/shop/pods.yaml`.
  var stem: String { String((path.split(separator: "/").last ?? "").prefix { $0 != "." }) }
  /// E.g. `shop` of `namespaces/shop/pods.yaml`; nil elsewhere.
  var namespace: String? {
    let parts = path.split(separator: "/")
    return parts.count > 2 && parts[0] == "namespaces" ? String(parts[1]) : nil
  }
  /// Whether it is a list of objects.
  var isList: Bool { path.hasSuffix(".yaml") && !path.contains("version") }
  /// Pod and container of a log.
  var log: (pod: String, container: String, isPrevious: Bool)? {
    let parts = path.split(separator: "/")
    guard parts.count == 5, parts[2] == "logs" else { return nil }
    return (String(parts[3]), stem, path.hasSuffix(".previous.log"))
  }
  /// The file under another name.
  func at(_ path: String) -> BundleFile { BundleFile(path: path, bytes: bytes) }
  /// A list as JSON under another name.
  func json(at path: String) -> BundleFile {
    let value = BundleReader.readYAML(bytes, path: self.path).value
    return BundleFile(path: path, bytes: Array(jsonText(value).utf8))
  }
}

/// The forms in which other collectors would have brought the same incident.
enum BundleForms {
  /// The files of a kept incident, without its folder's name.
  static func files(ofIncident name: String) throws -> [BundleFile] {
    final class Kept { var files: [BundleFile] = [] }
    struct Reader: ArtifactReader {
      var file: BundleFile
      let kept: Kept
      mutating func consume(_ bytes: UnsafeRawBufferPointer) { file.bytes += bytes }
      mutating func finish(isCut: Bool) -> ArtifactFacts {
        kept.files.append(file)
        return ArtifactFacts(path: file.path, format: "")
      }
    }
    let kept = Kept()
    let stream = BundleStream(limits: ReadLimits()) { head in
      let path = head.path.split(separator: "/", maxSplits: 1).last ?? ""
      return Reader(file: BundleFile(path: String(path), bytes: []), kept: kept)
    }
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    _ = try stream.read(.path("/\(root)/Bundles/\(name)/bundle.tar.gz"))
    return kept.files
  }

  /// All lists as `kubectl get -o json`, all else as it is.
  static func json(_ files: [BundleFile]) -> [BundleFile] {
    files.map { $0.isList ? $0.json(at: String($0.path.dropLast(5)) + ".json") : $0 }
  }

  /// Each node's files as a `.tar.gz` of their own.
  static func nestedNodes(_ files: [BundleFile]) -> [BundleFile] {
    let node = "nodes/worker-1/"
    let inside = files.filter { $0.path.hasPrefix(node) }.map { $0.at(String($0.path.dropFirst(node.count))) }
    return files.filter { !$0.path.hasPrefix(node) }
      + [BundleFile(path: "nodes/worker-1.tar.gz", bytes: pack(inside, as: "pax", filter: "gzip"))]
  }

  /// Each journal compressed by itself.
  static func packedLogs(_ files: [BundleFile], filter: String) -> [BundleFile] {
    files.map { file in
      guard file.path.hasPrefix("nodes/"), file.path.hasSuffix(".log") else { return file }
      let packed = pack([file.at("data")], as: "raw", filter: filter)
      return BundleFile(path: file.path + "." + filter, bytes: packed)
    }
  }

  /// `cluster-resources/pods/<ns>.json`, `cluster-resources/pods/logs/<ns>/<pod>/<container>.log`, journals of hosts.
  static func troubleshoot(_ files: [BundleFile]) -> [BundleFile] {
    let root = "support-bundle-2026-11-21T04_02_20"
    return files.compactMap { file in
      if let log = file.log, let namespace = file.namespace {
        let name = log.container + (log.isPrevious ? "-previous" : "")
        return file.at("\(root)/cluster-resources/pods/logs/\(namespace)/\(log.pod)/\(name).log")
      }
      if file.path == "cluster/nodes.yaml" { return file.json(at: "\(root)/cluster-resources/nodes.json") }
      if file.isList, let namespace = file.namespace {
        return file.json(at: "\(root)/cluster-resources/\(file.stem)/\(namespace).json")
      }
      switch file.path {
      case "nodes/worker-1/journal/kubelet.log", "nodes/worker-1/journal/containerd.log":
        return file.at("\(root)/host-collectors/journald/worker-1/\(file.stem).txt")
      case "nodes/worker-1/df.txt": return file.at("\(root)/host-collectors/run-host/worker-1/df.txt")
      default: return nil
      }
    }
  }

  /// `oc adm must-gather`: lists by API group, a node's journal by its role, the time in a file.
  static func mustGather(_ files: [BundleFile]) -> [BundleFile] {
    let root = "must-gather.local.42/quay-io-must-gather-sha256-0123"
    let groups = ["jobs": "batch", "cronjobs": "batch", "deployments": "apps", "replicasets": "apps"]
    let start = "2026-11-21 04:02:14.083413 +0000 UTC m=+0.051\n2026-11-21 04:02:44.083413 +0000 UTC m=+30.1\n"
    return [BundleFile(path: "\(root)/timestamp", bytes: Array(start.utf8))]
      + files.compactMap { file in
        if let log = file.log, let namespace = file.namespace {
          let name = log.isPrevious ? "previous" : "current"
          return file.at(
            "\(root)/namespaces/\(namespace)/pods/\(log.pod)/\(log.container)/\(log.container)/logs/\(name).log")
        }
        if file.path == "cluster/nodes.yaml" { return file.at("\(root)/cluster-scoped-resources/core/nodes.yaml") }
        if file.isList, let namespace = file.namespace {
          let group = groups[file.stem] ?? "core"
          return file.at("\(root)/namespaces/\(namespace)/\(group)/\(file.stem).yaml")
        }
        guard file.path.hasPrefix("nodes/worker-1/journal/"), ["kubelet", "containerd"].contains(file.stem),
          file.path.hasSuffix("/\(file.stem).log")
        else { return nil }
        return file.at("\(root)/host_service_logs/workers/\(file.stem)_service.log")
      }
  }

  /// `sos report` of the node: a file for each command, named by it.
  static func sos(_ files: [BundleFile]) -> [BundleFile] {
    let root = "sosreport-worker-1-2026-11-21-abcdefg"
    return files.compactMap { file in
      if file.path == "cluster/nodes.yaml" {
        return file.json(at: "\(root)/sos_commands/kubernetes/cluster-info/k8s_kubectl_get_-o_json_nodes")
      }
      if file.isList, let namespace = file.namespace {
        let folder = "\(root)/sos_commands/kubernetes/cluster-info/\(namespace)"
        return file.json(at: "\(folder)/k8s_kubectl_get_-o_json_--namespace_\(namespace)_\(file.stem)")
      }
      if let log = file.log, let namespace = file.namespace, !log.isPrevious {
        let folder = "\(root)/sos_commands/kubernetes/cluster-info/\(namespace)/podlogs/\(log.pod)"
        return file.at("\(folder)/k8s_kubectl_--namespace_\(namespace)_logs_\(log.pod)_-c_\(log.container)")
      }
      switch file.path {
      case "nodes/worker-1/journal/kubelet.log", "nodes/worker-1/journal/containerd.log":
        return file.at("\(root)/sos_commands/logs/journalctl_--no-pager_--unit_\(file.stem)")
      case "nodes/worker-1/df.txt": return file.at("\(root)/sos_commands/filesys/df_-al_-x_autofs")
      case "nodes/worker-1/date.txt": return file.at("\(root)/sos_commands/date/date")
      default: return nil
      }
    }
  }

  /// `kubectl cluster-info dump` on standard output: lists as JSON and logs between marks, all in one text, which holds
  /// nothing of the nodes; next to it the journals of the node as a person saved them.
  static func clusterInfoDump(_ files: [BundleFile]) -> [BundleFile] {
    var dump: [UInt8] = []
    var others: [BundleFile] = []
    for file in files {
      if let log = file.log, let namespace = file.namespace {
        guard !log.isPrevious else { continue }
        let name = "logs for container \(log.container) of pod \(namespace)/\(log.pod) ===="
        dump += Array("==== START \(name)\n".utf8) + file.bytes
        if file.bytes.last != 10 { dump.append(10) }
        dump += Array("==== END \(name)\n".utf8)
      } else if file.isList, file.namespace != nil || file.path == "cluster/nodes.yaml" {
        dump += file.json(at: "").bytes + [10]
      } else if file.path == "nodes/worker-1/journal/kubelet.log"
        || file.path == "nodes/worker-1/journal/containerd.log"
      {
        others.append(file.at("\(file.stem).log"))
      } else if file.path == "nodes/worker-1/date.txt" {
        others.append(file.at("date.txt"))
      }
    }
    return others + [BundleFile(path: "cluster-info-dump.txt", bytes: dump)]
  }

  /// Everything in one folder, under the names that a person would give.
  static func loose(_ files: [BundleFile]) -> [BundleFile] {
    files.compactMap { file in
      if let log = file.log { return log.isPrevious ? nil : file.at("\(log.pod).log") }
      if file.path == "cluster/nodes.yaml" { return file.at("nodes.yaml") }
      if file.isList, let namespace = file.namespace { return file.at("\(namespace)-\(file.stem).yaml") }
      switch file.path {
      case "nodes/worker-1/journal/kubelet.log": return file.at("kubelet.log")
      case "nodes/worker-1/journal/containerd.log": return file.at("containerd.txt")
      case "nodes/worker-1/date.txt": return file.at("date.txt")
      default: return nil
      }
    }
  }

  /// An archive of the files: `zip`, `pax` or, of one file, `raw`.
  static func pack(_ files: [BundleFile], as format: String, filter: String = "none") -> [UInt8] {
    final class Output { var bytes: [UInt8] = [] }
    guard let archive = archive_write_new() else { return [] }
    defer { archive_write_free(archive) }
    let output = Output()
    archive_write_set_bytes_in_last_block(archive, 1)
    archive_write_set_format_by_name(archive, format)
    if filter != "none" { archive_write_add_filter_by_name(archive, filter) }
    archive_write_open(
      archive, Unmanaged.passUnretained(output).toOpaque(), nil,
      { _, context, bytes, count in
        guard let context else { return -1 }
        let piece = UnsafeRawBufferPointer(start: bytes, count: count)
        Unmanaged<Output>.fromOpaque(context).takeUnretainedValue().bytes += piece
        return count
      }, nil)
    for file in files {
      let entry = archive_entry_new()
      archive_entry_set_pathname(entry, file.path)
      archive_entry_set_filetype(entry, 0o100000)
      archive_entry_set_perm(entry, 0o644)
      archive_entry_set_size(entry, Int64(file.bytes.count))
      archive_write_header(archive, entry)
      archive_write_data(archive, file.bytes, file.bytes.count)
      archive_entry_free(entry)
    }
    archive_write_close(archive)
    return output.bytes
  }

  /// Reads the files as they lie in a folder.
  static func location(_ files: [BundleFile]) -> BundleLocation {
    .memory(files.map { ($0.path, String(decoding: $0.bytes, as: UTF8.self)) })
  }
}

/// A tree as JSON, indented as kubectl does.
func jsonText(_ value: Value, indent: String = "") -> String {
  let inner = indent + "    "
  switch value.content {
  case .null: return "null"
  case .scalar(let text, let isText):
    let isPlain = !isText && (text == "true" || text == "false" || Int(text).map { String($0) == text } == true)
    return isPlain ? text : quoted(text)
  case .sequence(let items):
    let lines = items.map { inner + jsonText($0, indent: inner) }
    return lines.isEmpty ? "[]" : "[\n\(lines.joined(separator: ",\n"))\n\(indent)]"
  case .mapping(let members):
    let lines = members.map { "\(inner)\(quoted($0.key)): \(jsonText($0.value, indent: inner))" }
    return lines.isEmpty ? "{}" : "{\n\(lines.joined(separator: ",\n"))\n\(indent)}"
  }
}

private func quoted(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\t": result += "\\t"
    case "\r": result += "\\r"
    default:
      if scalar.value < 0x20 {
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
  }
  return result + "\""
}
