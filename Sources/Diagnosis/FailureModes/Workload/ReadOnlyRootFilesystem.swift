import Model

/// A program writes where its container may only read.
extension FailureMode {
  static let readOnlyRootFilesystem = FailureMode(
    card: FailureModeCard(
      id: "read-only-root-filesystem", role: .fault, layer: "Workload / application",
      title: Text(en: "The application writes to a read-only filesystem", ja: "読み取り専用ファイルシステムに書き込む"),
      what: "The container ends after a line with `Read-only file system`.",
      why: """
        readOnlyRootFilesystem is set, or the path lies in a volume that is mounted read-only, as ConfigMaps and \
        Secrets always are.
        """,
      remedies: [
        Remedy(
          .now, "See which path it writes to, and mount an emptyDir there.",
          commands: ["kubectl -n {namespace} get {kind} {name} -o yaml"]),
        Remedy(.lasting, "Let the image write to one directory, and mount a volume there."),
      ],
      references: ["https://kubernetes.io/docs/tasks/configure-pod-container/security-context/"]),
    recognize: { ApplicationFailureMode.occurrences(of: "read-only-root-filesystem", $0) },
    fires: Example(
      "A log file in the image",
      ApplicationExample.pod(
        ApplicationExample.crashing(
          exit: 1, spec: "securityContext: {readOnlyRootFilesystem: true}"),
        log: "touch: /var/log/api.log: Read-only file system\n")),
    staysSilent: Example(
      "It complained once and has run since",
      ApplicationExample.pod(
        ApplicationExample.recovered,
        log: "touch: /var/log/api.log: Read-only file system\n")))
}
