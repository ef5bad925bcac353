import Model
import Testing

@testable import BundleReading

/// How tables are found and cut into rows.
@Suite struct KubectlTableTests {
  private func names(_ facts: ArtifactFacts) -> [String] {
    facts.objects.map { "\($0.kind)/\($0.namespace)/\($0.name)" }
  }

  @Test func aTableOfAllNamespaces() throws {
    let text = """
      NAMESPACE   NAME                   READY   STATUS    RESTARTS       AGE     IP            NODE       NOMINATED NODE   READINESS GATES
      edge        relay-7ddb59b997-k4j   1/1     Running   0              16m     10.244.0.106  worker-1   <none>           <none>
      shop        api-7c75c5f88c-f2258   0/1     Pending   0              22m     <none>        <none>     <none>           <none>

      """
    let facts = try #require(read(text, path: "cluster/pods-wide.txt"))
    #expect(facts.format == "kubectl-table" && facts.cut.isEmpty)
    #expect(names(facts) == ["Pod/edge/relay-7ddb59b997-k4j", "Pod/shop/api-7c75c5f88c-f2258"])
    #expect(facts.objects.allSatisfy { $0.rendering == .table })
    #expect(facts.objects[0].string(at: "spec.nodeName") == "worker-1" && facts.objects[0].root.line == 2)
    #expect(facts.objects[1].string(at: "spec.nodeName") == "" && facts.objects[1].string(at: "status.podIP") == nil)
    #expect(facts.lists.map { "\($0.kind) \($0.namespace) \($0.isComplete)" } == ["Pod  true"])
  }

  /// Carriage returns, tabs, folded blanks, an indented paste, and no line end at the end.
  @Test(arguments: [
    "NAME    READY   STATUS    RESTARTS      AGE\r\nweb-0   0/1     Running   5 (3m ago)    5h12m\r\n",
    "NAME\tREADY\tSTATUS\tRESTARTS\tAGE\nweb-0\t0/1\tRunning\t5 (3m ago)\t5h12m\n",
    "NAME READY STATUS RESTARTS AGE\nweb-0 0/1 Running 5 (3m ago) 5h12m",
    "    NAME    READY   STATUS    RESTARTS      AGE\n    web-0   0/1     Running   5 (3m ago)    5h12m\n",
    "Warning: use something else\n\nNAME    READY   STATUS    RESTARTS      AGE\n\nweb-0   0/1     Running   5 (3m ago)    5h12m\n",
  ])
  func blanksOfAllKinds(_ text: String) throws {
    let facts = try #require(read(text, path: "namespaces/shop/get/pods.txt"))
    #expect(names(facts) == ["Pod/shop/web-0"])
    let pod = try #require(facts.objects.first)
    #expect(pod.value(at: "status.containerStatuses.0.restartCount")?.integer == 5)
    #expect(pod.string(at: "status.containerStatuses.0.lastState.terminated.finishedAt") == "age:3m")
    #expect(pod.string(at: "metadata.creationTimestamp") == "age:5h12m")
  }

  @Test func rowsWiderThanTheirHeader() throws {
    let text = """
      NAME    READY   STATUS    RESTARTS   AGE
      web-0   1/1     Running   0          5h
      a-much-longer-name-of-a-later-page   0/1   ImagePullBackOff   0   12d

      """
    let facts = try #require(read(text))
    #expect(facts.objects.map(\.name) == ["web-0", "a-much-longer-name-of-a-later-page"])
    #expect(
      facts.objects[1].string(at: "status.containerStatuses.0.state.waiting.reason") == "ImagePullBackOff")
  }

  @Test func severalTablesWithTheirCommands() throws {
    let text = """
      [root@m1 ~]# kubectl get no
      NAME   STATUS   ROLES    AGE    VERSION
      m1     Ready    master   7d8h   v1.18.2
      [root@m1 ~]# kubectl -n shop get po -l app=web -o wide | head -3
      NAME    READY   STATUS    RESTARTS   AGE
      web-0   1/1     Running   0          25h
      [root@m1 ~]# kubectl get pvc --namespace=shop
      No resources found in shop namespace.
      [root@m1 ~]# kubectl get secrets -n shop
      Error from server (Forbidden): secrets is forbidden: User "jane" cannot list resource "secrets"

      """
    let facts = try #require(read(text, path: "session.txt"))
    #expect(names(facts) == ["Node//m1", "Pod/shop/web-0"])
    #expect(
      facts.lists.map { "\($0.kind) \($0.namespace) \($0.isComplete)" } == [
        "Node  true", "Pod shop false", "PersistentVolumeClaim shop true", "Secret shop false",
      ])
    #expect(facts.forbidden.map(\.line) == [10])
  }

  @Test func allKindsInOneFile() throws {
    let text = """
      NAME          READY   STATUS    RESTARTS   AGE
      pod/web-0     1/1     Running   0          25h

      NAME          TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE
      service/web   ClusterIP   None         <none>        80/TCP    25h

      NAME                      READY   UP-TO-DATE   AVAILABLE   AGE
      deployment.apps/web       1/1     1            1           25h

      NAME                             READY   AGE
      statefulset.apps/db              0/1     25h

      NAME                   STATUS     COMPLETIONS   DURATION   AGE
      job.batch/export       Failed     0/1           5m         5m

      """
    let facts = try #require(read(text, path: "namespaces/shop/all.txt"))
    #expect(
      names(facts) == [
        "Pod/shop/web-0", "Service/shop/web", "Deployment/shop/web", "StatefulSet/shop/db", "Job/shop/export",
      ])
    #expect(facts.lists.allSatisfy { $0.isComplete && $0.namespace == "shop" } && facts.lists.count == 5)
  }

  @Test func rowsThatATerminalBroke() throws {
    let text = """
      NAME                           READY   STATUS    RESTARTS   AGE   IP          NODE       NOMIN
      ATED NODE   READINESS GATES
      web-7ddb59b997-k4jl7           1/1     Running   0          16m   10.24.0.6   worker-1   <none
      >           <none>
      api-7c75c5f88c-f2258           0/1     Error     3          22m   10.24.0.7   worker-2   <none
      >           <none>

      """
    let facts = try #require(read(text))
    #expect(facts.objects.map(\.name) == ["web-7ddb59b997-k4jl7", "api-7c75c5f88c-f2258"])
    #expect(facts.objects.map { $0.string(at: "spec.nodeName") } == ["worker-1", "worker-2"])
    #expect(facts.objects.map(\.root.line) == [3, 5] && facts.cut.isEmpty)
  }

  /// `kubectl get events -o wide` in a window of 80 columns: header and rows have five parts each, padded with blanks.
  @Test(arguments: [70, 80, 120])
  func rowsInManyParts(_ width: Int) throws {
    func padded(_ cells: [String]) -> String {
      zip(cells, [16, 12, 10, 22, 40, 30, 40, 90, 12, 8]).map { cell, size in
        cell + String(repeating: " ", count: max(1, size - cell.count))
      }.joined() + (cells.last ?? "")
    }
    let titles = [
      "NAMESPACE", "LAST SEEN", "TYPE", "REASON", "OBJECT", "SUBOBJECT", "SOURCE", "MESSAGE", "FIRST SEEN", "COUNT",
      "NAME",
    ]
    let rows = (0..<7).map { number in
      padded([
        "shop", "\(number)m4s", "Normal", "Scheduled", "pod/web-\(number)", "", "default-scheduler",
        "Assigned to w\(number)",
        "\(number)m9s", "1", "web-\(number).18e9f33d416e2e2f",
      ])
    }
    var text = ""
    for line in [padded(titles)] + rows {
      for (offset, character) in line.enumerated() {
        if offset > 0, offset.isMultiple(of: width) { text += "\n" }
        text.append(character)
      }
      text += "\n"
    }
    let facts = try #require(read(text, path: "pasted.txt", chunk: 33))
    #expect(facts.objects.map { $0.string(at: "involvedObject.name") } == (0..<7).map { "web-\($0)" })
    #expect(facts.objects.map { $0.string(at: "message") } == (0..<7).map { "Assigned to w\($0)" })
    #expect(facts.cut.isEmpty && facts.lists.map(\.isComplete) == [true])
  }

  @Test func aBrokenRowUnderAWholeHeader() throws {
    let header = "NAME                                     READY   STATUS             RESTARTS   AGE"
    let row = "a-very-long-name-of-a-pod-5fd5c8d96b-abc 0/1     CrashLoopBackOff   14         3h5m"
    let facts = try #require(read("\(header)\n\(row.prefix(70))\n\(row.dropFirst(70))\n"))
    #expect(facts.objects.map { $0.string(at: "metadata.creationTimestamp") } == ["age:3h5m"])
  }

  @Test func aHalfRowIsLeftOutAndTold() throws {
    let whole = "NAME    READY   STATUS    RESTARTS   AGE\nweb-0   1/1     Running   0          5h\n"
    let facts = try #require(read(whole + "web-1   1/1     Run", path: "pods.txt", isCut: true))
    #expect(facts.objects.map(\.name) == ["web-0"])
    #expect(facts.cut.map(\.line) == [3] && facts.lists.map(\.isComplete) == [false])
    let ended = try #require(read(whole + "web-1   1/1     Run\n", path: "pods.txt"))
    #expect(ended.objects.map(\.name) == ["web-0"] && ended.cut.map(\.line) == [3])
    #expect(ended.lists.map(\.isComplete) == [false])
  }

  /// Wherever the last row ends without a line end, nothing is read of it that is not so, and it is told.
  @Test(arguments: [
    """
    NAMESPACE   NAME                   READY   STATUS    RESTARTS   AGE   IP            NODE       NOMINATED NODE   READINESS GATES
    edge        relay-7ddb59b997-k4j   1/1     Running   0          16m   10.244.0.10   worker-1   <none>           <none>
    shop        api-7c75c5f88c-f2258   1/1     Running   0          22m   10.244.0.11   worker-2   <none>           <none>

    """,
    """
    NAME   TYPE        CLUSTER-IP     EXTERNAL-IP   PORT(S)   AGE   SELECTOR
    web    ClusterIP   10.96.211.64   <none>        80/TCP    25h   app=web,tier=front
    db     ClusterIP   10.96.211.65   <none>        80/TCP    25h   app=db,tier=back

    """,
    """
    LAST SEEN   TYPE      REASON    OBJECT      MESSAGE
    5m32s       Warning   BackOff   pod/web-0   Back-off restarting failed container
    4m32s       Warning   Failed    pod/web-1   Error: ImagePullBackOff

    """,
    """
    NAME       STATUS     ROLES    AGE     VERSION   INTERNAL-IP   OS-IMAGE             CONTAINER-RUNTIME
    worker-1   Ready      <none>   8m29s   v1.20.2   10.0.0.1      Ubuntu 22.04.3 LTS   containerd://1.7.2
    worker-2   NotReady   <none>   8m29s   v1.20.2   10.0.0.2      Ubuntu 22.04.3 LTS   containerd://1.7.2

    """,
  ])
  func anyCutOfTheLastRowIsTold(_ text: String) throws {
    let bytes = Array(text.utf8)
    let whole = try #require(read(bytes, cuts: []))
    #expect(whole.cut.isEmpty && whole.objects.count == 2 && whole.lists.allSatisfy(\.isComplete))
    let start = try #require(bytes.dropLast().lastIndex(of: 10)) + 1
    for length in start + 1..<bytes.count {
      let facts = try #require(read(Array(bytes.prefix(length)), cuts: []))
      #expect(facts.cut.map(\.line) == [3], "\(length - start)")
      #expect(facts.lists.allSatisfy { !$0.isComplete }, "\(length - start)")
      #expect(facts.objects.first?.name == whole.objects.first?.name)
      guard facts.objects.count == 2 else { continue }
      for path in [
        "metadata.name", "involvedObject.name", "spec.nodeName", "status.podIP", "spec.clusterIP", "reason",
        "spec.selector.app", "spec.selector.tier", "status.nodeInfo.containerRuntimeVersion",
      ] {
        let known = facts.objects[1].string(at: path)
        #expect(known == nil || known == whole.objects[1].string(at: path), "\(length - start): \(path)")
      }
    }
  }

  @Test func otherTextBehindATableIsNoRow() throws {
    let text =
      "NAME    READY   STATUS   RESTARTS   AGE\nweb-0   0/1     Error    1 (4s ago)   9s\nListening now!\n{\"a\": 1}\n"
    let facts = try #require(read(text))
    #expect(facts.objects.map(\.name) == ["web-0"])
  }

  /// Kinds whose columns say little are taken from the path; a kind that nothing tells is no object.
  @Test(arguments: [
    ("get/widgets.txt", "NAME   AGE\na      5d\n", [String]()),
    ("get/roles.txt", "NAME   AGE\na      5d\n", ["Role//a"]),
    ("get/roles.txt", "NAME   CREATED AT\na      2024-05-06T10:00:00Z\n", ["Role//a"]),
    (
      "get/clusterrolebindings.txt", "NAME   ROLE            AGE\na      ClusterRole/b   5d\n",
      ["ClusterRoleBinding//a"]
    ),
    ("x.txt", "NAME   STATUS   AGE\na      Active   5d\n", ["Namespace//a"]),
    ("get/widgets.txt", "NAME   STATUS   AGE   OWNER\na      Active   5d    me\n", []),
  ])
  func kindsByPath(_ path: String, _ text: String, _ expected: [String]) throws {
    #expect(names(try #require(read(text, path: path))) == expected)
  }

  @Test func rowsWithoutAHeader() throws {
    let pods = try #require(read("web-0   1/1   Running   0   5h\ndb-0   0/1   Pending   0   5h\n", path: "tail.txt"))
    #expect(names(pods) == ["Pod//web-0", "Pod//db-0"] && pods.lists.map(\.isComplete) == [false])
    #expect(read("alpha beta gamma delta epsilon\n", path: "tail.txt") == nil)
    #expect(read("web-0   1/1   up\n", path: "tail.txt") == nil)
  }

  @Test func atEveryCutAndInEveryChunkTheSame() throws {
    let text = """
      LAST SEEN   TYPE      REASON    OBJECT      MESSAGE
      5m32s       Warning   BackOff   pod/web-0   Back-off restarting ünïcode
        and another line
      NAME        STATUS                     ROLES    AGE     VERSION
      worker-1    Ready,SchedulingDisabled   <none>   8m29s   v1.20.2

      """
    let bytes = Array(text.utf8)
    let whole = try #require(read(bytes, cuts: []))
    #expect(whole.objects.map(\.kind) == ["Event", "Node"])
    for length in 0...bytes.count {
      let facts = read(Array(bytes.prefix(length)), cuts: [7], isCut: true)
      #expect(facts?.objects.count ?? 0 <= 2)
      #expect(facts?.lists.contains { $0.isComplete } != true)
    }
    for chunk in 1...40 {
      let facts = try #require(read(bytes, cuts: [chunk]))
      #expect(facts.objects.map(\.name) == whole.objects.map(\.name))
    }
  }

  @Test func anyBytesAreRead() {
    var random = SeededGenerator(seed: 11)
    let header = Array("NAME    READY   STATUS    RESTARTS   AGE\nweb-0   1/1     Running   0          5h\n".utf8)
    for _ in 0..<300 {
      var bytes = header
      for _ in 0..<6 {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 1...255, using: &random)
      }
      #expect(read(bytes, path: "pods.txt", cuts: [])?.objects.count ?? 0 <= 1)
    }
  }
}
