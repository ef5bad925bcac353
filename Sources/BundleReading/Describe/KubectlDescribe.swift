import Model

/// `kubectl describe` of one object or many: objects in the API's shape and their Events.
enum KubectlDescribe: ArtifactFormat {
  static let name = "kubectl-describe"
  static let what = "Objects in words, with their Events. Ages count from the capture time."
  static let sources = ["kubectl describe"]
  static let samples = [
    "Name:         hello-01-6tjjm\nNamespace:    batch-reports\nPriority:     0\nNode:         worker-1/10.99.0.10\n",
    "Name:               worker-1\nRoles:              <none>\nLabels:             kubernetes.io/os=linux\n",
    """
    $ kubectl describe pod api-0 -n shop
    Name:         api-0
    Namespace:    shop
    Node:         worker-2/10.99.0.12
    Status:       Pending
    Containers:
      api:
        State:          Waiting
          Reason:       ContainerCreating
        Ready:          False
        Restart Count:  0
    Events:
      Type     Reason       Age               From     Message
      ----     ------       ----              ----     -------
      Warning  FailedMount  8s (x3 over 22s)  kubelet  MountVolume.SetUp failed for volume "data"

    """,
    """
    Events:
      Type     Reason     Age   From               Message
      ----     ------     ----  ----               -------
      Normal   Scheduled  5m    default-scheduler  Successfully assigned shop/api-0 to worker-1

    """,
    "Warning  BackOff  25m (x410 over 14h)  kubelet  Back-off restarting failed container\n",
    "Warning FailedMount 8s (x5 over 3m) kubelet, worker-1 Unable to attach or mount volumes: unmounted volumes=[data]\n",
    "4h   1m   118   {kubelet worker-1}   Warning  FailedMount  Unable to mount volumes for pod \"db-0_data(5ba50edb)\"\n",
  ]

  static func claim(_ head: ArtifactHead) -> Int {
    guard !head.isBinary else { return 0 }
    var seen = Beginning()
    head.withLines(atMost: 48) { line in
      if seen.isDecided || seen.isForeign && line.index(of: "describe") == nil { return }
      seen.take(DescribeLine(line.part(0, 4096), number: 0))
    }
    return seen.claim
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    LineReader(path: head.path, consumer: DescribeLines(path: head.path))
  }

  /// What the first lines tell.
  private struct Beginning {
    private var lines = 0
    private var hasCommand = false
    private var hasName = false
    private var hasOther = false
    private var hasEvents = false
    private var known = 0
    private var rows = 0

    mutating func take(_ line: DescribeLine) {
      lines += 1
      if rows > 0 || DescribedEvents.isRow(line.text) {
        rows += 1
        return
      }
      if line.indentation > 0 {
        if hasEvents, line.text.hasPrefix("Type "), line.text.hasSuffix("Message") { rows += 1 }
        if line.text.hasPrefix("FirstSeen") || line.text.hasPrefix("Type  ") && line.text.hasSuffix("Message") {
          rows += 1
        }
        return
      }
      if DescribeCommand(line.text) != nil {
        hasCommand = true
      } else if line.key == "Name" {
        hasName = hasName || !hasOther
      } else if line.key == "Events" {
        hasEvents = true
      } else if DescribeKeys.isTopLevel(line, isGeneric: false) {
        known += 1
      } else if !isPreface(line) {
        hasOther = true
      }
    }

    /// Prompts, `...`, and what the command complained about.
    private func isPreface(_ line: DescribeLine) -> Bool {
      var copy = line.text
      return line.text == "..." || line.text.hasPrefix("Type ") && line.text.hasSuffix("Message")
        || line.text.utf8.allSatisfy { $0 == UInt8(ascii: "-") || $0.isBlank }
        || copy.withUTF8 { CommandOutput(UnsafeRawBufferPointer($0)) != .unknown }
    }

    /// A description beyond doubt.
    var isDecided: Bool { hasName && known > 0 }
    /// It begins with something else: only a command may still begin a description.
    var isForeign: Bool { hasOther && !hasName && !hasCommand }

    var claim: Int {
      if isDecided { return 60 }
      if hasCommand, hasName || known > 1 || hasEvents { return 60 }
      if rows > 0 { return hasOther ? 0 : 58 }
      return 0
    }
  }
}
