/// What an artifact's path says about what is in it. Only a hint: content comes first.
enum PathHints {
  /// The node of a path `…/nodes/<node>/…`, or of kind's `<node>/kubelet.log`; empty where it names none.
  static func node(_ path: String) -> String {
    let parts = path.split(separator: "/").map(String.init)
    if let index = parts.lastIndex(of: "nodes"), index + 2 < parts.count { return parts[index + 1] }
    let kindFiles = ["kubelet.log", "containerd.log", "journal.log"]
    if parts.count >= 2, let file = parts.last, kindFiles.contains(file) {
      let folder = parts[parts.count - 2]
      let generic = ["journal", "journald", "logs", "log", "systemlogs", "agent-logs", "control-plane", "var"]
      if !generic.contains(folder), parts.count >= 3 || folder.contains("-") { return folder }
    }
    return ""
  }
}
