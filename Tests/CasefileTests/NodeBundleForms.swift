import Model

@testable import BundleReading

/// The forms of collectors that go to the nodes, and of those that write each object by itself.
extension BundleForms {
  private static let node = "nodes/worker-1/"

  /// What people copy out of a terminal: descriptions and tables, logs, journals; no YAML.
  static func text(_ files: [BundleFile]) -> [BundleFile] {
    files.compactMap { file in
      if let log = file.log { return log.isPrevious ? nil : file.at("\(log.pod).log") }
      if file.path.contains("describe/") {
        return file.at(file.path.split(separator: "/").joined(separator: "-"))
      }
      switch file.path {
      case "cluster/events.txt", "cluster/nodes-wide.txt", "cluster/pods-wide.txt", node + "date.txt",
        node + "journal/kubelet.log", node + "journal/containerd.log":
        return file.at("\(file.path.split(separator: "/").last ?? "")")
      default: return nil
      }
    }
  }

  /// Rancher's logs collector: wide tables of what the node's kubectl shows, its journals, `systeminfo`.
  static func rancherLogsCollector(_ files: [BundleFile]) -> [BundleFile] {
    let root = "worker-1-2026-11-21_04_02_14"
    let places = [
      "cluster/nodes-wide.txt": "rke2/kubectl/nodes", "cluster/pods-wide.txt": "rke2/kubectl/pods",
      "cluster/events.txt": "rke2/kubectl/events", "describe/nodes.txt": "rke2/kubectl/nodesdescribe",
      node + "journal/kubelet.log": "journald/rke2-agent", node + "journal/containerd.log": "journald/containerd",
      node + "date.txt": "systeminfo/date", node + "df.txt": "systeminfo/dfh",
    ]
    return [BundleFile(path: "\(root)/systeminfo/hostname", bytes: Array("worker-1\n".utf8))]
      + files.compactMap { file in
        if let log = file.log, let namespace = file.namespace {
          return file.at("\(root)/rke2/podlogs/\(namespace)-\(log.pod)\(log.isPrevious ? "-previous" : "")")
        }
        return places[file.path].map { file.at("\(root)/\($0)") }
      }
  }

  /// `kind export logs`: what the nodes hold, and nothing of the API.
  static func kind(_ files: [BundleFile]) -> [BundleFile] {
    let uids = podUIDs(files)
    return [BundleFile(path: "kind/kind-version.txt", bytes: Array("kind v0.23.0 go1.21.10 linux/amd64\n".utf8))]
      + files.compactMap { file in
        switch file.path {
        case node + "journal/kubelet.log": return file.at("kind/worker-1/kubelet.log")
        case node + "journal/containerd.log": return file.at("kind/worker-1/containerd.log")
        case node + "journal/systemd.log": return file.at("kind/worker-1/journal.log")
        default: break
        }
        // The runtime keeps no answers of the API.
        guard let log = file.log, let namespace = file.namespace, let uid = uids["\(namespace)/\(log.pod)"],
          !["unable to retrieve", "Error from server"].contains(where: { file.bytes.starts(with: $0.utf8) })
        else { return nil }
        let lines = String(decoding: file.bytes, as: UTF8.self).split(separator: "\n")
        let text = lines.map { "2026-11-21T04:00:00.123456789Z stdout F \($0)\n" }.joined()
        return BundleFile(
          path: "kind/worker-1/pods/\(namespace)_\(log.pod)_\(uid)/\(log.container)/\(log.isPrevious ? 0 : 1).log",
          bytes: Array(text.utf8))
      }
  }

  /// crust-gather: a file an object, journals within YAML.
  static func crustGather(_ files: [BundleFile]) -> [BundleFile] {
    files.flatMap { file -> [BundleFile] in
      if let log = file.log, let namespace = file.namespace {
        let name = log.isPrevious ? "previous" : "current"
        return [file.at("crust/namespaces/\(namespace)/v1/pod/\(log.pod)/\(log.container)/\(name).log")]
      }
      if file.isList { return items(of: file).compactMap(crustObject) }
      guard file.path == node + "journal/kubelet.log" || file.path == node + "journal/containerd.log" else { return [] }
      let lines = String(decoding: file.bytes, as: UTF8.self).split(separator: "\n")
      let text =
        "command: journalctl -u \(file.stem)\noutput: |\n" + lines.map { "  \($0)\n" }.joined()
        + "errors: null\nstatus:\n  status: Success\n"
      return [
        BundleFile(
          path: "crust/namespaces/default/v1/pod/worker-1/\(file.stem)/current.log", bytes: Array(text.utf8))
      ]
    }
  }

  /// support-bundle-kit: lists by API group, and an archive a node with journals that run newest first.
  static func supportBundleKit(_ files: [BundleFile]) -> [BundleFile] {
    let root = "supportbundle_0a1b_2026-11-21T04-02-20Z"
    var inside = [BundleFile(path: "worker-1/hostinfos/hostname", bytes: Array("worker-1\n".utf8))]
    let outside = files.compactMap { file -> BundleFile? in
      if let log = file.log, let namespace = file.namespace {
        return file.at("\(root)/logs/\(namespace)/\(log.pod)/\(log.container).log\(log.isPrevious ? ".1" : "")")
      }
      if file.isList {
        let place = file.namespace.map { "namespaced/\($0)" } ?? "cluster"
        return file.at("\(root)/yamls/\(place)/v1/\(file.stem).yaml")
      }
      if file.path == node + "journal/kubelet.log" || file.path == node + "journal/containerd.log" {
        let lines = String(decoding: file.bytes, as: UTF8.self).split(separator: "\n").reversed()
        inside.append(
          BundleFile(path: "worker-1/logs/\(file.stem).log", bytes: Array(lines.map { "\($0)\n" }.joined().utf8)))
      }
      return nil
    }
    return outside + [BundleFile(path: "\(root)/nodes/worker-1.zip", bytes: pack(inside, as: "zip"))]
  }

  private static func crustObject(_ text: String) -> BundleFile? {
    let value = BundleReader.readYAML(Array(text.utf8), path: "").value
    guard let kind = value["kind"]?.string, let name = value.value(at: "metadata.name")?.string,
      let version = value["apiVersion"]?.string
    else { return nil }
    let group = version.split(separator: "/").joined(separator: "-")
    let place = value.value(at: "metadata.namespace")?.string.map { "namespaces/\($0)" } ?? "cluster"
    let file = String(name.map { ":*?|".contains($0) ? "-" : $0 })
    return BundleFile(path: "crust/\(place)/\(group)/\(kind.lowercased())/\(file).yaml", bytes: Array(text.utf8))
  }

  /// The objects of a list as kubectl writes it, each a document of its own.
  private static func items(of file: BundleFile) -> [String] {
    var items: [String] = []
    for line in String(decoding: file.bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("- ") {
        items.append("\(line.dropFirst(2))\n")
      } else if line.hasPrefix("  "), !items.isEmpty {
        items[items.count - 1] += "\(line.dropFirst(2))\n"
      }
    }
    return items
  }

  private static func podUIDs(_ files: [BundleFile]) -> [String: String] {
    var uids: [String: String] = [:]
    for file in files where file.stem == "pods" && file.isList {
      for pod in BundleReader.readYAML(file.bytes, path: "").value["items"]?.items ?? [] {
        let place = [pod.value(at: "metadata.namespace")?.string, pod.value(at: "metadata.name")?.string]
        uids[place.compactMap { $0 }.joined(separator: "/")] = pod.value(at: "metadata.uid")?.string
      }
    }
    return uids
  }
}
