/// Conditions of one object as a template of kubectl prints them, one a line: `type=status message`.
///
///     kubectl get namespace old -o jsonpath='{range .status.conditions[*]}{.type}={.status} {.message}{"\n"}{end}'
enum ConditionLines: ArtifactFormat {
  static let name = "condition-lines"
  static let what = "An object's conditions as a template prints them. Their messages count as words of a log."
  static let sources = ["kubectl get -o jsonpath", "kubectl get -o go-template"]
  static let samples = [
    """
    NamespaceDeletionDiscoveryFailure=True Discovery failed for some groups, 1 failing: unable to retrieve the complete list of server APIs: metrics.k8s.io/v1beta1: stale GroupVersion discovery
    NamespaceContentRemaining=False All content successfully removed

    """,
    "Ready=False PLEG is not healthy\nDiskPressure=True kubelet has disk pressure\n",
  ]

  static func claim(_ head: ArtifactHead) -> Int {
    let (share, count) = head.share(ofFirst: 20, isCondition)
    return count > 0 && share == 1 ? 66 : 0
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    LineReader(
      path: head.path,
      consumer: LogLines<NoOuterHeader>(path: head.path, format: name, keeping: interests, component: ""))
  }

  /// `Ready=False …`: a type in camel case and one of the three states.
  private static func isCondition(_ line: LineBytes) -> Bool {
    guard let equals = line.part(0, 80).index(of: UInt8(ascii: "=")), equals > 3, (65...90).contains(line[0]),
      line.part(0, equals).allSatisfy({ $0.isLetter || $0.isDigit })
    else { return false }
    let rest = line.part(from: equals + 1)
    let states: [StaticString] = ["True", "False", "Unknown"]
    return states.contains { state in
      rest.has(state) && (rest.count == state.utf8CodeUnitCount || rest[state.utf8CodeUnitCount] == 32)
    }
  }
}
