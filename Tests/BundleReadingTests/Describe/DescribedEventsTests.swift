import Model
import Testing

@testable import BundleReading

@Suite struct DescribedEventsTests {
  private static let head = "Name: api-0\nNamespace: shop\nNode: worker-1/10.0.0.1\nContainers:\n  c:\n    Image: d\n"

  private static let paths = [
    "involvedObject.kind", "involvedObject.name", "involvedObject.namespace", "type", "reason", "message",
    "source.component", "source.host", "count", "lastTimestamp", "firstTimestamp",
  ]

  @Test func rowsWhoseBlanksWereLost() {
    let reading = DescribeReading(
      "Normal Scheduled 10m default-scheduler  Successfully assigned shop/api-0 to worker-1\n"
        + "Warning FailedMount 7m45s (x5 over 8m) kubelet MountVolume.SetUp failed for volume \"a\" : exit 32\n")
    #expect(reading.events.map { $0.string(at: "reason") } == ["Scheduled", "FailedMount"])
    #expect(reading.events.last?.string(at: "count") == "5")
    #expect(reading.events.last?.string(at: "message") == "MountVolume.SetUp failed for volume \"a\" : exit 32")
    #expect(DescribedEvents.isRow("Warning about the disk of worker-1") == false)
  }

  @Test func aTableAtTheMargin() {
    let reading = DescribeReading(
      """
      Type     Reason            Age                From                Message
      ----     ------            ----               ----                -------
      Warning  FailedNeedsStart  2m (x14 over 41h)  cronjob-controller  Cannot determine if job needs to be started

      """)
    #expect(reading.events.map { $0.string(at: "involvedObject.kind") } == ["CronJob"])
  }

  @Test func columnsOfToday() throws {
    let reading = DescribeReading(
      Self.head
        + """
        Events:
          Type     Reason       Age                  From               Message
          ----     ------       ----                 ----               -------
          Normal   Scheduled    <unknown>            default-scheduler  Successfully assigned shop/api-0 to worker-1
          Warning  FailedMount  13s (x5 over 8m21s)  kubelet, worker-1  MountVolume.SetUp failed for volume "a" : exit 32
        Output: mount.nfs: Connection timed out

          Warning  Unhealthy    7m49s                kubelet            Readiness probe failed:  a  b

        """)
    #expect(reading.events.count == 3)
    // The Events of one object are no list, and make no list of Events less complete.
    #expect(reading.facts?.lists.isEmpty == true)
    let fields = reading.events.map { event in Self.paths.map { event.string(at: $0) ?? "-" } }
    #expect(
      fields == [
        [
          "Pod", "api-0", "shop", "Normal", "Scheduled", "Successfully assigned shop/api-0 to worker-1",
          "default-scheduler", "-", "1", "-", "-",
        ],
        [
          "Pod", "api-0", "shop", "Warning", "FailedMount",
          "MountVolume.SetUp failed for volume \"a\" : exit 32\nOutput: mount.nfs: Connection timed out", "kubelet",
          "worker-1", "5", "age:13s", "age:8m21s",
        ],
        [
          "Pod", "api-0", "shop", "Warning", "Unhealthy", "Readiness probe failed:  a  b", "kubelet", "-", "1",
          "age:7m49s", "age:7m49s",
        ],
      ])
    #expect(reading.events.map { $0.value(at: "message")?.line } == [10, 11, 14])
  }

  @Test func columnsOfOldVersions() throws {
    let reading = DescribeReading(
      Self.head
        + """
        Events:
          FirstSeen\tLastSeen\tCount\tFrom\t\t\tSubObjectPath\t\tType\t\tReason\t\tMessage
          ---------\t--------\t-----\t----\t\t\t-------------\t\t--------\t------\t\t-------
          5m        1m        9      kubelet, worker-1  spec.containers{c}  Warning  BackOff  Back-off restarting failed container

        """)
    let event = try #require(reading.events.first.flatMap { ClusterEvent(from: $0) })
    #expect(event.regarding.container == "c" && event.count == 9 && event.host == "worker-1")
    #expect(event.reason == "BackOff" && event.message == "Back-off restarting failed container" && event.isWarning)
    #expect(reading.events.first?.string(at: "firstTimestamp") == "age:5m")
    #expect(reading.events.first?.string(at: "lastTimestamp") == "age:1m")
  }

  /// Tabs, no part of the object, no header: pasted from a terminal of long ago.
  @Test(arguments: [
    "  FirstSeen\tLastSeen\tCount\tFrom\t\tSubObjectPath\tType\t\tReason\t\tMessage\n"
      + "  ---------\t--------\t-----\t----\t\t-------------\t--------\t------\t\t-------\n"
      + "  4h\t\t1m\t\t118\t{kubelet node-7}\t\t\tWarning\t\tFailedMount\tUnable to mount volumes for pod \"db-0_data(5b)\"\n",
    "4h        1m        118    {kubelet node-7}     Warning    FailedMount    Unable to mount volumes for pod \"db-0_data(5b)\"\n",
    "$ kubectl describe pod db-0 -n data\nEvents:\n  FirstSeen  LastSeen  Count  From  SubObjectPath  Type  Reason  Message\n"
      + "  4h  1m  118  {kubelet node-7}    Warning  FailedMount  Unable to mount volumes for pod \"db-0_data(5b)\"\n",
    // Tabs that were turned into blanks, in the columns of 1.2.
    "Events:\n  FirstSeen LastSeen    Count   From        SubobjectPath   Type      Reason      Message\n"
      + "  --------- --------    -----   ----        -------------   --------  ------      -------\n"
      + "  4h        1m          118     {kubelet node-7}         Warning     FailedMount Unable to mount volumes for pod \"db-0_data(5b)\"\n",
  ])
  func rowsOfOldVersionsWithoutAPart(_ text: String) throws {
    let reading = DescribeReading(text, path: "excerpt.txt")
    let event = try #require(reading.events.first.flatMap { ClusterEvent(from: $0) })
    #expect(reading.events.count == 1 && event.regarding.path == "Pod/data/db-0" && event.regarding.container.isEmpty)
    #expect(event.host == "node-7" && event.component == "kubelet" && event.count == 118 && event.isWarning)
    #expect(event.reason == "FailedMount" && event.message == "Unable to mount volumes for pod \"db-0_data(5b)\"")
    #expect(reading.events.first?.string(at: "firstTimestamp") == "age:4h")
    #expect(reading.events.first?.string(at: "lastTimestamp") == "age:1m")
  }

  @Test(arguments: [
    "4h  1m  118  2h  3h  4h", "10  20  30  40  Warning  50  60", "4h  1m  118  Warning  BackOff", "4h  1m",
  ])
  func otherRowsOfNumbersAreNoEvents(_ text: String) { #expect(!DescribedEvents.isRow(text)) }

  @Test func noneMeansNone() {
    let reading = DescribeReading(Self.head + "Events:  <none>\n")
    #expect(reading.events.isEmpty && reading.objects.count == 1 && reading.facts?.lists.isEmpty == true)
  }

  @Test(arguments: [
    (
      "Events:\n  Type     Reason     Age   From               Message\n  ----     ------     ----  ----               -------\n  Warning  FailedMount  8s    kubelet            Unable to mount volumes for pod \"db-0_data(5ba50edb)\": timeout\n",
      "Pod/data/db-0"
    ),
    ("Normal  NodeReady  37s  kubelet, node-7  Node node-7 status is now: NodeReady\n", "Node/node-7"),
    (
      "$ kubectl -n data describe pod db-1\n...\nEvents:\nWarning  BackOff  3s (x2 over 9s)  kubelet  Back-off\n",
      "Pod/data/db-1"
    ),
  ])
  func excerptsSayWhatTheyAreAbout(_ text: String, _ subject: String) throws {
    let reading = DescribeReading(text, path: "excerpt.txt")
    let event = try #require(reading.events.first.flatMap { ClusterEvent(from: $0) })
    #expect(event.regarding.path == subject)
    // A name and Events tell nothing of the object.
    #expect(reading.objects.isEmpty)
  }

  @Test(arguments: [
    ("5m32s", ["5m32s", "-", "1"]), ("13s (x5 over 8m)", ["13s", "8m", "5"]),
    ("<invalid> (x2 over 3m)", ["-", "3m", "2"]), ("2y30d", ["2y30d", "-", "1"]), ("3m (x", ["3m", "-", "1"]),
  ])
  func ages(_ text: String, _ expected: [String]) throws {
    let age = try #require(DescribedEvents.Age(text))
    #expect([age.last ?? "-", age.first ?? "-", "\(age.count)"] == expected)
  }

  @Test(arguments: ["", "5", "m5", "yesterday", "kubelet", "5m3"])
  func otherTextIsNoAge(_ text: String) {
    #expect(DescribedEvents.Age(text) == nil)
  }
}
