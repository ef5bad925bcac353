import Model
import Testing

@testable import BundleReading

@Suite struct DescribeLinesTests {
  private static let service = """
    Name:              web
    Namespace:         shop
    Selector:          app=web
    Type:              ClusterIP
    IP:                10.96.0.7
    Port:              http  80/TCP
    TargetPort:        8080/TCP
    Endpoints:         <none>
    Session Affinity:  None
    Events:            <none>

    """
  private static let node = """
    Name:               worker-1
    Taints:             node.kubernetes.io/disk-pressure:NoSchedule
    Unschedulable:      false
    Events:
      Type     Reason                Age                From     Message
      ----     ------                ----               ----     -------
      Warning  EvictionThresholdMet  33s (x2 over 37s)  kubelet  Attempting to reclaim ephemeral-storage

    """
  private static let two = service + "\n\n" + node

  @Test func objectsFollowOneAnother() {
    let reading = DescribeReading(Self.two)
    #expect(reading.objects.map(\.reference.path) == ["Service/shop/web", "Endpoints/shop/web", "Node/worker-1"])
    #expect(reading.events.map { $0.string(at: "involvedObject.name") } == ["worker-1"])
  }

  @Test func carriageReturnsAndChunksDoNotMatter() {
    let expected = Self.description(DescribeReading(Self.two))
    let carriage = Self.two.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
    #expect(Self.description(DescribeReading(carriage)) == expected)
    for chunk in [1, 3, 17] { #expect(Self.description(DescribeReading(Self.two, chunk: chunk)) == expected) }
  }

  @Test func aCutAnywhereKeepsWhatIsWhole() {
    let whole = DescribeReading(Self.two).objects
    let bytes = Array(Self.two.utf8)
    let first = Self.service.utf8.count
    for end in bytes.indices {
      var lines = DescribeLines(path: "a.txt")
      var splitter = LineSplitter(limit: 1 << 20)
      bytes[..<end].withUnsafeBytes { splitter.consume($0, into: &lines) }
      _ = splitter.finish(isCut: true, into: &lines)
      let objects = lines.finish(lineCount: splitter.lineCount).objects.filter { $0.kind != "Event" }
      if end >= first {
        #expect(Self.description(objects[..<2]) == Self.description(whole[..<2]), "cut at \(end)")
      }
      // Half a value is left out, so that what is there is as it is in the whole.
      for object in objects {
        guard let original = whole.first(where: { $0.kind == object.kind }) else { continue }
        #expect(object.name == original.name && object.namespace == original.namespace || object.namespace.isEmpty)
        if let phase = object.string(at: "spec.clusterIP") { #expect(phase == "10.96.0.7") }
      }
    }
  }

  @Test func aCutIsNoted() {
    let reading = DescribeReading(String(Self.two.dropLast(30)), isCut: true)
    #expect(reading.facts?.cut.map(\.text) == ["ends within this line"])
    #expect(reading.events.isEmpty && reading.objects.count == 3)
  }

  @Test func promptsAndComplaintsAroundObjects() {
    let text =
      "Warning: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice\n$ kubectl describe svc web\n"
      + Self.service
      + "\nError from server (NotFound): services \"wep\" not found\n$ kubectl get pods\nNAME  READY  STATUS   RESTARTS  AGE\napi   1/1    Running  0         5d\n"
    let reading = DescribeReading(text)
    #expect(reading.objects.map(\.kind) == ["Service", "Endpoints", "Pod"])
    #expect(reading.facts?.cut.map(\.line) == [14])
  }

  @Test func aRefusalIsForbidden() {
    let reading = DescribeReading(
      Self.service + "\nError from server (Forbidden): nodes \"a\" is forbidden: User \"jane\" cannot get resource\n")
    #expect(reading.facts?.forbidden.map(\.line) == [12] && reading.objects.count == 2)
  }

  @Test func unknownSectionsAreHarmless() {
    let reading = DescribeReading(
      "Name: a\nNamespace: b\nShiny New Thing:  yes\n  deeper:  x\nNode: n/1\nContainers:\n  c:\n    Image: d\n    Mood:  fine\n"
    )
    #expect(
      reading.fields("spec.nodeName", "spec.containers.0.image") == [
        "spec.nodeName=n@5", "spec.containers.0.image=d@8",
      ])
  }

  @Test func linesThatATerminalBrokeAreJoined() {
    let message =
      "MountVolume.SetUp failed for volume \"data\" : rpc error: code = Internal desc = no space left on device"
    let table = """
      Events:
        Type     Reason       Age   From     Message
        ----     ------       ----  ----     -------
        Warning  FailedMount  13s   kubelet  \(message)
        Warning  FailedSync   12s   kubelet  Error syncing pod, because \(message)

      """
    let text = "Name: a\nNamespace: b\nNode: n/1\nContainers:\n  c:\n    Image: d\n" + table
    let wrapped = text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
      var rest = line[...]
      var parts: [String] = []
      while rest.count > 80 {
        parts.append(String(rest.prefix(80)))
        rest = rest.dropFirst(80)
      }
      return (parts + [String(rest)]).joined(separator: "\n")
    }.joined(separator: "\n")
    let reading = DescribeReading(wrapped)
    #expect(reading.events.map { $0.string(at: "message") } == [message, "Error syncing pod, because \(message)"])
  }

  private static func description(_ reading: DescribeReading) -> String {
    description(reading.objects[...]) + description(reading.events[...])
  }

  private static func description(_ objects: ArraySlice<KubernetesObject>) -> String {
    objects.map { "\($0.root)" }.joined()
  }
}

/// Where a description without its last line end is cut.
@Suite struct OpenDescriptionTests {
  private static let pod = """
    Name:         web-0
    Namespace:    shop
    Node:         n1/10.0.0.7
    Status:       Running
    Containers:
      web:
        State:          Waiting
          Reason:       CrashLoopBackOff
        Last State:     Terminated
          Exit Code:    1
    """
  private static let events = """
    \(pod)
    Events:
      Type     Reason   Age   From     Message
      ----     ------   ----  ----     -------
      Warning  BackOff  3s    kubelet  Back-off restarting failed container
    """

  private func cuts(_ text: String) -> [String] { read(text, path: "web-0.txt")?.cut.map(\.text) ?? [] }

  @Test func beforeItsEvents() {
    #expect(cuts(Self.pod) == ["ends without a line end before its Events: what follows is missing"])
    #expect(cuts(Self.pod + "\n") == [])
  }

  @Test(arguments: [
    "\n  War", "\n  Warning  Back", "\n  Warning  BackOff  3s (x4 ov", "\n  Normal   Pulled   3s    kubelet",
  ])
  func withinAnEvent(_ row: String) {
    #expect(cuts(Self.events + row) == ["ends within this Event: its message and later ones are missing"])
  }

  @Test func aPasteWithoutItsLastLineEndIsWhole() {
    #expect(cuts(Self.events) == [])
    #expect(cuts(Self.pod + "\nEvents:  <none>") == [])
    #expect(
      cuts("Name:         settings\nNamespace:    shop\nLabels:       <none>\n\nData\n====\nlevel:\n----\ninfo") == [])
  }
}
