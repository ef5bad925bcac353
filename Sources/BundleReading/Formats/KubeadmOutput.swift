/// What kubeadm prints: its phases, and the checks that failed.
enum KubeadmOutput: ArtifactFormat {
  static let name = "kubeadm-output"
  static let what = "Phases and failed checks of `kubeadm init`, `join` and `upgrade`, as lines of a log without times."
  static let sources = ["kubeadm init", "kubeadm join", "kubeadm upgrade"]
  static let samples = [
    """
    [init] Using Kubernetes version: v1.26.0
    [preflight] Running pre-flight checks
    error execution phase preflight: [preflight] Some fatal errors occurred:
    \t[ERROR Swap]: running with swap on is not supported. Please disable swap

    """,
    "# kubeadm join 10.0.0.1:6443 --token abcdef.0123456789abcdef\n[preflight] Running pre-flight checks\n",
  ]

  static func claim(_ head: ArtifactHead) -> Int {
    var isFound = false
    head.withLines(atMost: 60) { line in
      if isOfKubeadm(line) { isFound = true }
    }
    return isFound ? 58 : 0
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    LineReader(
      path: head.path,
      consumer: LogLines<NoOuterHeader>(path: head.path, format: name, keeping: interests, component: "kubeadm"))
  }

  /// Whether a line is the beginning of a phase, or a check that failed.
  static func isOfKubeadm(_ line: LineBytes) -> Bool {
    line.has("[preflight] ") || line.has("[init] Using Kubernetes version") || line.has("error execution phase ")
      || line.trimmed.has("[ERROR ") && line.index(of: "]: ") != nil || line.has("[kubelet-check] ")
  }
}
