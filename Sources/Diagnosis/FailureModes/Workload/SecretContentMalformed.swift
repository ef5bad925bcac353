import Model

/// A Secret is there, but what it holds cannot be read.
extension FailureMode {
  static let secretContentMalformed = FailureMode(
    card: FailureModeCard(
      id: "secret-content-malformed", role: .fault, layer: "Workload / application",
      title: Text(en: "A Secret holds what the program cannot read", ja: "Secret の内容が不正"),
      what: """
        The program ends with `failed to find any PEM data`, `illegal base64 data` or `private key does not match public \
        key`, and gets a Secret as files or variables.
        """,
      why: """
        The value was encoded twice, has a line end too many, stands under another key, or certificate and key are of two \
        different renewals.
        """,
      remedies: [
        Remedy(
          .now, "Look at the decoded value's first line, and make the Secret anew from the files.",
          commands: [
            "kubectl -n {namespace} get secret NAME -o jsonpath='{.data.tls\\.crt}' | base64 -d | head -1",
            "kubectl -n {namespace} create secret tls NAME --cert=tls.crt --key=tls.key --dry-run=client -o yaml",
          ]),
        Remedy(.lasting, "Write Secrets with stringData, or by a tool, never by hand in base64."),
      ],
      references: ["https://kubernetes.io/docs/concepts/configuration/secret/"]),
    recognize: { ApplicationFailureMode.occurrences(of: "secret-content-malformed", $0) },
    fires: certificate("A certificate from a Secret", spec: "envFrom: [{secretRef: {name: edge-tls}}]"),
    staysSilent: certificate("A program without any Secret", spec: "command: [run]"))

  private static func certificate(_ title: String, spec: String) -> Example {
    Example(
      title,
      ApplicationExample.pod(
        ApplicationExample.crashing(exit: 1, spec: spec),
        log: "FATAL tls: failed to find any PEM data in certificate input\n"))
  }
}
