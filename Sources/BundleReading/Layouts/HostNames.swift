import Model

/// The facts with the names of the machines whose folders they lie in: a folder with `hostname`, `etc/hostname`,
/// `uname -a` or `hostnamectl` in it is that of one machine, and so is what lies beside these.
///
///     depot/hostname     depot/kubelet.log     sos/sos_commands/host/hostname     sos/sos_commands/logs/journalctl_-u_kubelet
///
/// A name that is none of the cluster's nodes is that of the machine that collected.
func namingHosts(_ facts: [ArtifactFacts]) -> [ArtifactFacts] {
  var names: [String: Set<String>] = [:]
  for artifact in facts where !artifact.hostNames.isEmpty {
    names[machineFolder(of: artifact.path), default: []].formUnion(artifact.hostNames)
  }
  guard !names.isEmpty else { return facts }
  let known = knownNodes(facts)
  return facts.map { artifact in
    guard ContainerPath(artifact.path)?.isCertain != true else { return artifact }
    var place = artifact.path[...]
    while !place.isEmpty {
      place = folder(of: String(place))
      guard let found = names[String(place)] else { continue }
      guard found.count == 1, let name = found.first, known.isEmpty || known.contains(firstLabel(name)) else {
        return artifact
      }
      var artifact = artifact
      artifact.place(on: name)
      return artifact
    }
    return artifact
  }
}

/// Folders that collectors make inside a machine's folder.
private let innerFolders: Set<String> = [
  "etc", "host", "hostinfos", "info", "kernel", "proc", "general", "sos_commands", "system", "systeminfo",
]

/// The folder of the machine that an artifact describes.
private func machineFolder(of path: String) -> String {
  var folders = path.split(separator: "/").dropLast()
  while let last = folders.last, innerFolders.contains(String(last)) { folders.removeLast() }
  return folders.joined(separator: "/")
}

/// The cluster's nodes by their first labels, as far as anything names them.
private func knownNodes(_ facts: [ArtifactFacts]) -> Set<String> {
  var names: Set<String> = []
  for object in facts.lazy.flatMap(\.objects) {
    switch object.kind {
    case "Node":
      names.insert(firstLabel(object.name))
      if let host = object.label("kubernetes.io/hostname") { names.insert(firstLabel(host)) }
    case "Pod": names.insert(firstLabel(object.string(at: "spec.nodeName") ?? ""))
    case "Event": names.insert(firstLabel(object.string(at: "source.host") ?? ""))
    default: continue
    }
  }
  names.remove("")
  return names
}

private func firstLabel(_ name: String) -> String { String(name.lowercased().prefix { $0 != "." }) }
