/// A container's log as `kubectl logs` prints it, or as the runtime keeps it: any text, known by its path, or an answer
/// of the API in place of it, known by its words.
enum KubectlLogs: ArtifactFormat {
  static let name = "kubectl-logs"
  static let what = """
    A container's log, known by its path, or the answer that came in its place. What a component of Kubernetes \
    writes in a container is a component's log as well.
    """
  static let sources = [
    "kubectl logs", "kubectl logs --previous", "/var/log/pods", "/var/log/containers", "docker logs files",
  ]
  static let samples = [
    "unable to retrieve container logs for containerd://7004465a9b340bc4a300a8b098c007ec41867071f4db542a077690e0c70e7e0a",
    "Error from server (BadRequest): container \"api\" in pod \"api-7c75\" is waiting to start: ContainerCreating\n",
    "Error from server (BadRequest): previous terminated container \"db\" in pod \"db-0\" not found\n",
    "Error from server (BadRequest): container \"api\" in pod \"api-7c75\" is not available\n",
    "Error from server: Get \"https://10.99.0.10:10250/containerLogs/shop/api-7c75/api\": dial tcp 10.99.0.10:10250: connect: connection refused\n",
    #"{"log":"listening on :8080\n","stream":"stdout","time":"2026-11-21T04:24:08.616558423Z"}"# + "\n",
    "==== START logs for container app of pod shop/web-0 ====\nlistening\n==== END logs for container app of pod shop/web-0 ====\n",
    "[pod/api-7c75/proxy] listening\n[pod/api-7c75/api] started\n",
    "Defaulted container \"api\" out of: api, proxy\nstarted\n",
    "$ kubectl -n shop logs web-0 -c app --previous\nstarted\n",
    "2026-11-21T04:24:08.616558423Z stdout F relayed\n2026-11-21T04:24:13.627294612Z stderr F failed\n",
  ]

  /// Longest artifact that is taken for an answer whatever its path, in bytes.
  private static let longestAnswer = 4096

  static func claim(_ head: ArtifactHead) -> Int {
    guard !head.isBinary else { return 0 }
    let place = head.container
    if place?.isCertain == true { return 86 }
    if head.isWhole, head.bytes.count <= longestAnswer, head.firstLine(LogAnswerText.isWhole) { return 85 }
    if head.firstLine({ DumpMark($0) != nil || DumpMark(command: $0) != nil }) { return 92 }
    if head.firstLine({ LogPreface($0) != nil || LogPrefix($0) != nil }) { return 84 }
    let (share, count) = head.share { TimestampHeader.isEndedRuntimeLine($0) != nil }
    if count > 0, share > 0.8 { return 72 }
    if head.share({ DockerLogLine($0) != nil }).share > 0.8 { return 77 }
    guard let place, !head.bytes.isEmpty else { return component(head.path) != nil && !head.lines.isEmpty ? 2 : 0 }
    // `logs/worker-1/kubelet.log` is more likely a node's log than a container's.
    if ComponentNames.isNamed(in: place.container.isEmpty ? place.hint : place.container) { return 20 }
    return place.isLoose ? 12 : 76
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    if head.container == nil, let component = component(head.path) {
      return LineReader(
        path: head.path,
        consumer: LogLines<TimestampHeader>(path: head.path, format: name, keeping: interests, component: component))
    }
    return LineReader(
      path: head.path, consumer: ContainerLogLines(path: head.path, format: name, keeping: interests))
  }

  /// The component whose log a loose file is by its name, e.g. `kubectl-logs-coredns.txt`.
  private static func component(_ path: String) -> String? {
    guard let file = path.split(separator: "/").last.map(String.init), let log = LogFileName(spoken: file),
      ComponentNames.isNamed(in: log.stem)
    else { return nil }
    return ComponentNames.component(inPath: log.stem) ?? ComponentNames.component(of: log.stem)
  }
}
