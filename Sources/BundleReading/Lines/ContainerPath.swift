import Model

/// Pod and container as the path of a container log names them.
struct ContainerPath: Equatable {
  var namespace = ""
  var pod = ""
  var container = ""
  /// Whether it is the log of the previous instance.
  var isPrevious = false
  /// Whether the layout leaves no doubt that this is a container's log.
  var isCertain = false
  /// A name that need not be the pod's: of the pod, its workload or the container. Empty where the layout is certain.
  var hint = ""
  /// Whether nothing but the file's name speaks for a container's log.
  var isLoose = false

  /// A container whose place is certain.
  init(namespace: String, pod: String, container: String) {
    (self.namespace, self.pod, self.container) = (namespace, pod, container)
    isCertain = true
  }

  /// A name that may be that of a pod, a workload or a container.
  init(hint: String) {
    self.hint = hint
    isLoose = true
  }

  /// The container; nil where pod or container is unknown.
  var reference: EntityReference? {
    pod.isEmpty ? nil : EntityReference(kind: "Pod", namespace: namespace, name: pod, container: container)
  }

  /// Reads the layouts that collectors use; nil where the path is none of a container log:
  ///
  ///     namespaces/<ns>/logs/<pod>/<container>[.previous].log       pods/logs/<ns>/<pod>/<container>[-previous].log
  ///     logs/<ns>/<pod>/<container>.log[.1]                         pods/<ns>_<pod>_<uid>/<container>/<restart>.log
  ///     namespaces/<ns>/pods/<pod>/<container>/<container>/logs/{current,previous,previous.insecure}.log
  ///     namespaces/<ns>/pods/<pod>/<container>/<container>/logs/rotated/0.log.20261121-040219[.gz]
  ///     namespaces/<ns>/v1/pod/<pod>/<container>/{current,previous}.log
  ///     core_v1/<ns>/<pod>/<container>.log                          containers/<pod>_<ns>_<container>-<id>.log
  ///     k8s_kubectl_--namespace_<ns>_logs_<pod>_-c_<container>
  ///     logs/<name>.log   <pod>/<container>.log   kubectl-logs-<name>.txt   podlogs/<ns>-<pod>[-previous]   <name>.log
  init?(_ path: String) {
    let parts = path.split(separator: "/").map(String.init)
    guard let file = parts.last else { return nil }
    if let command = LogCommand(file: file) {
      self = command.place
      return
    }
    let name = LogFileName(file)
    let folders = Array(parts.dropLast())
    guard !folders.isEmpty, name.isLog, !name.stem.isEmpty else {
      guard readName(folders, file) else { return nil }
      return
    }
    // The node's journal lies among containers' logs, as that of a pod named after the node.
    if let unit = folders.last, name.stem == "current", ["kubelet", "containerd", "crio"].contains(unit) { return nil }
    isPrevious = name.isPrevious
    if let index = folders.lastIndex(of: "namespaces"), index + 1 < folders.count { namespace = folders[index + 1] }
    guard
      readMustGather(folders, name.stem) || readCrustGather(folders, name.stem) || readRuntimeFolder(folders)
        || readRuntimeLink(folders, name.stem) || readGroupFolder(folders, name.stem)
        || readLogsFolder(folders, name.stem) || readName(folders, file)
    else { return nil }
  }

  private mutating func readMustGather(_ folders: [String], _ stem: String) -> Bool {
    var folders = folders[...]
    let isRotated = folders.last == "rotated"
    if isRotated { folders.removeLast() }
    guard folders.last == "logs", folders.count >= 5,
      isRotated || stem == "current" || stem.hasPrefix("previous") || isPrevious,
      folders[folders.count - 5] == "pods"
    else { return false }
    pod = folders[folders.count - 4]
    container = folders[folders.count - 3]
    if stem.hasPrefix("previous") { isPrevious = true }
    isCertain = true
    return true
  }

  private mutating func readCrustGather(_ folders: [String], _ stem: String) -> Bool {
    guard folders.count >= 3, ["current", "previous"].contains(stem),
      folders[folders.count - 3].lowercased() == "pod"
    else { return false }
    pod = folders[folders.count - 2]
    container = folders[folders.count - 1]
    isPrevious = isPrevious || stem == "previous"
    isCertain = true
    return true
  }

  private mutating func readRuntimeFolder(_ folders: [String]) -> Bool {
    guard folders.count >= 2 else { return false }
    let parts = folders[folders.count - 2].split(separator: "_", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3, parts[2].utf8.count >= 32 else { return false }
    (namespace, pod, container) = (parts[0], parts[1], folders[folders.count - 1])
    // Each restart has its own number there; which is the current one, the path does not say.
    isPrevious = false
    isCertain = true
    return true
  }

  private mutating func readRuntimeLink(_ folders: [String], _ stem: String) -> Bool {
    let parts = stem.split(separator: "_", omittingEmptySubsequences: false).map(String.init)
    guard folders.last == "containers", parts.count == 3, let dash = parts[2].lastIndex(of: "-"),
      parts[2][dash...].utf8.count == 65
    else { return false }
    (pod, namespace, container) = (parts[0], parts[1], String(parts[2][..<dash]))
    isCertain = true
    return true
  }

  /// `kubecapture/core_v1/<ns>/<pod>/<container>.log`.
  private mutating func readGroupFolder(_ folders: [String], _ stem: String) -> Bool {
    guard folders.count >= 3, folders[folders.count - 3] == "core_v1" else { return false }
    (namespace, pod, container) = (folders[folders.count - 2], folders[folders.count - 1], stem)
    isCertain = true
    return true
  }

  private mutating func readLogsFolder(_ folders: [String], _ stem: String) -> Bool {
    guard let logs = folders.lastIndex(where: { $0 == "logs" || $0 == "all-logs" || $0 == "podlogs" }) else {
      return false
    }
    let below = folders[(logs + 1)...].map { String($0) }
    container = stem
    switch below.count {
    case 0 where !folders.contains("nodes") && !ComponentNames.isNamed(in: stem):
      hint = stem
      container = ""
    case 1 where !folders.contains("nodes"):
      pod = below[0]
      isCertain = !namespace.isEmpty
      if !isCertain { hint = pod }
    case 2 where !folders.contains("nodes"):
      (namespace, pod) = (below[0], below[1])
      isCertain = true
    default: return false
    }
    return true
  }
}

extension ContainerPath {
  /// Reads what the name of a loose file calls the container's log, e.g. `api` of `kubectl-logs-api.txt`, `api.log`.
  private mutating func readName(_ folders: [String], _ file: String) -> Bool {
    guard !folders.contains("nodes"), ComponentNames.definiteComponent(inPath: file) == nil else { return false }
    let plain = LogFileName(file)
    if folders.last == "podlogs", !file.contains(".") {
      isPrevious = plain.isPrevious
      hint = plain.stem
      return !hint.isEmpty
    }
    guard let name = LogFileName(spoken: file) else { return false }
    isPrevious = name.isPrevious
    hint = name.stem
    isLoose = true
    return !ComponentNames.isNamed(in: hint)
  }
}
