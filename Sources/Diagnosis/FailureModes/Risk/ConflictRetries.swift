import Model

/// Two writers fight for one object.
extension FailureMode {
  static let conflictRetries = FailureMode(
    card: FailureModeCard(
      id: "conflict-retries", role: .risk, layer: "Control plane and etcd",
      title: Text(en: "Writers fight for one object", ja: "複数の書き込み元が同じオブジェクトを奪い合う"),
      what:
        "`Operation cannot be fulfilled on …: the object has been modified` repeats for the same object within minutes.",
      why: """
        A write is refused when the object has changed since it was read; the writer reads again and retries. Now and then that is \
        ordinary. Where it does not end, two controllers, or a controller and a pipeline, each undo what the other wrote.
        """,
      remedies: [
        Remedy(
          .now, "See who writes which field.", commands: ["kubectl get KIND NAME -o yaml --show-managed-fields"]),
        Remedy(.lasting, "Let one writer own each field; use server-side apply."),
      ],
      references: ["https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts"]),
    signatures: [refused],
    recognize: { investigation in
      let lines = Dictionary(grouping: investigation.incident.records(refused.id)) { object(in: $0.evidence.text) }
      return lines.sorted { $0.key < $1.key }.compactMap { object, lines in
        guard !object.isEmpty, lines.count >= least, let last = lines.last else { return nil }
        let start = lines[lines.count - least]
        if let from = start.time, let to = last.time,
          to.instant.nanoseconds(since: from.instant) > seconds(600)
        {
          return nil
        }
        return Occurrence(
          subject: EntityReference(kind: "Cluster", name: "cluster"), joints: [.cluster],
          span: last.time.map { Span(start.time ?? $0, $0) },
          text: "\(lines.count) writes of \(object) were refused since somebody else had changed it",
          evidence: [start.evidence, last.evidence])
      }
    },
    fires: journal("A controller is refused again and again", count: 24),
    staysSilent: journal("Some conflicts are ordinary", count: 5))

  private static let refused = LogSignature(
    "write-conflict", component: "", literals: ["the object has been modified; please apply your changes"])
  /// Fewer are ordinary.
  private static let least = 20

  /// `deployments.apps "web"` of `Operation cannot be fulfilled on deployments.apps \"web\": the object …`.
  private static func object(in line: String) -> String {
    guard let range = line.firstRange(of: "annot be fulfilled on ") else { return "" }
    let rest = line[range.upperBound...]
    return String(rest.prefix { $0 != ":" }.filter { $0 != "\\" })
  }

  private static func journal(_ title: String, count: Int) -> Example {
    let lines = (0..<count).map { round in
      "2024-05-06T10:00:\(10 + round).000000+0000 n1 kube-controller-manager[61]: E0506 10:00:\(10 + round).000000      61 "
        + "deployment_controller.go:495] \"Error syncing deployment\" err=\"Operation cannot be fulfilled on deployments.apps "
        + "\\\"web\\\": the object has been modified; please apply your changes to the latest version and try again\"\n"
    }
    return Example(title, [("nodes/n1/journal/kube-controller-manager.log", lines.joined())])
  }
}
