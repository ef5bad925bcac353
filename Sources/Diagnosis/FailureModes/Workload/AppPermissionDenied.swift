import Model

/// The operating system denies a program what it needs.
extension FailureMode {
  static let appPermissionDenied = FailureMode(
    card: FailureModeCard(
      id: "app-permission-denied", role: .fault, layer: "Workload / application",
      title: Text(en: "The application may not read, write or bind", ja: "アプリケーションに権限がない"),
      what: "The container ends after a line with `Permission denied`, `EACCES` or `Operation not permitted`.",
      why: """
        The user of the container does not own the file or volume, a capability was dropped, or a port below 1024 is \
        bound without the right. hostPath and NFS volumes ignore fsGroup.
        """,
      remedies: [
        Remedy(
          .now, "Compare the security context with the owner of the path.",
          commands: ["kubectl -n {namespace} get {kind} {name} -o yaml"]),
        Remedy(
          .lasting,
          "Set runAsUser and fsGroup to fit the volume, or give the image a path that its user owns; listen on a port above 1024."
        ),
      ],
      references: ["https://kubernetes.io/docs/tasks/configure-pod-container/security-context/"]),
    recognize: { ApplicationFailureMode.occurrences(of: "app-permission-denied", $0) },
    fires: Example(
      "A file belongs to someone else",
      ApplicationExample.pod(
        ApplicationExample.crashing(exit: 1),
        log: "cat: can't open '/data/key': Permission denied\n")),
    staysSilent: Example(
      "A database denies a table, not the system a file",
      ApplicationExample.pod(
        ApplicationExample.crashing(exit: 1),
        log: "ERROR: permission denied for table invoices\n")))
}
