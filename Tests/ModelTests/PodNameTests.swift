import Model
import Testing

struct PodNameTests {
  private static let uid = "75ad9c27-57b5-4b8d-9efb-17e5e5c1a2b3"

  @Test(arguments: [
    // ≤1.20
    "eviction manager: pod api-1_shop(\(uid)) is evicted successfully",
    "Failed to admit pod api-1_shop(\(uid)) - node has conditions: [DiskPressure]",
    "Error syncing pod \(uid) (\"api-1_shop(\(uid))\"), skipping: failed to \"StartContainer\" for \"api\"",
    #"SyncLoop (PLEG): "api-1_shop(75ad9c27-57b5-4b8d-9efb-17e5e5c1a2b3)", event: &pleg.PodLifecycleEvent{ID:"x"}"#,
    #"failed container=api pod=api-1_shop(75ad9c27-57b5-4b8d-9efb-17e5e5c1a2b3)""#,
    #"Liveness probe for "api-1_shop(75ad9c27-57b5-4b8d-9efb-17e5e5c1a2b3):api" failed (failure)"#,
    // escaped once more inside err="…" and JSON
    #"SyncLoop (PLEG): \"api-1_shop(75ad9c27-57b5-4b8d-9efb-17e5e5c1a2b3)\", event: x"#,
    // structured, with the uid next to it
    #""Error syncing pod, skipping" err="x" pod="shop/api-1" podUID=75ad9c27-57b5-4b8d-9efb-17e5e5c1a2b3"#,
    #""Error syncing pod, skipping" pod="shop/api-1" podUID="75ad9c27-57b5-4b8d-9efb-17e5e5c1a2b3""#,
  ])
  func onePodWithUID(_ line: String) {
    #expect(PodName.all(in: line) == [PodName(namespace: "shop", name: "api-1", uid: Self.uid)])
  }

  @Test(arguments: [
    #""Eviction manager: pod is evicted successfully" pod="shop/api-1""#,
    #"pod=\"shop/api-1\" err=\"context deadline exceeded\""#,
    #"Successfully bound pod "shop/api-1" to node"#,
    #"{"ts":1.0,"msg":"Pod admission denied","pod":{"name":"api-1","namespace":"shop"}}"#,
    #""Killing pod" pod={Name:api-1 Namespace:shop}"#,
    "shop/api-1",
  ])
  func onePodWithoutUID(_ line: String) {
    #expect(PodName.all(in: line) == [PodName(namespace: "shop", name: "api-1")])
  }

  @Test(arguments: [
    "eviction manager: pods ranked for eviction: a.b_x(1111-aaaa), c_y(3333-bbbb)",
    "\"Eviction manager: pods ranked for eviction\" pods=[a.b_x(1111-aaaa) c_y(3333-bbbb)]",
    "\"Eviction manager: pods ranked for eviction\" pods=[a.b_x(1111-aaaa), c_y(3333-bbbb)]",
  ])
  func rankedPodsKeepTheirOrder(_ line: String) {
    #expect(
      PodName.all(in: line)
        == [
          PodName(namespace: "x", name: "a.b", uid: "1111-aaaa"), PodName(namespace: "y", name: "c", uid: "3333-bbbb"),
        ])
  }

  @Test(arguments: [
    #""Eviction manager: pods ranked for eviction" pods=["x/a","y/c"]"#,
    #""SyncLoop DELETE" source="api" pods=["x/a" "y/c"]"#,
    #"["x/a", "y/c"]"#,
    "pods=[{Name:a Namespace:x} {Name:c Namespace:y}]",
  ])
  func listedPodsWithoutUID(_ line: String) {
    #expect(PodName.all(in: line) == [PodName(namespace: "x", name: "a"), PodName(namespace: "y", name: "c")])
  }

  @Test func volumeLinesNameNoNamespace() {
    let line = #"MountVolume.SetUp failed for volume "c" pod "web-0" (UID: "75ad9c27") : secret "db/x" not found"#
    #expect(PodName.all(in: line) == [PodName(namespace: "", name: "web-0", uid: "75ad9c27")])
  }

  @Test(arguments: [
    "", "(", "\"", "{", "_()", "a_b()", "a_b(", "x\"/\"", "pods=[0xc000123456 0xc000123460]",
    #"Content-Type "application/json""#, #"image="docker.io/nginx""#, "GET /api/v1/pods", "pod=\"/\"",
    "func_name(argument_list)", "do_add(1)", "nf_drop(0xdeadbeef)", "pod=\"-a/b\"", "/var/lib/kubelet",
    "{Name: Namespace:}", "1/2/3", "pod=\"a/b",
  ])
  func noPod(_ line: String) {
    #expect(PodName.all(in: line) == [])
    #expect(PodName(firstIn: line) == nil)
  }

  @Test func theFirstLeads() {
    #expect(PodName(firstIn: "a_x(11111111), b_y(22222222)") == PodName(namespace: "x", name: "a", uid: "11111111"))
  }

  @Test func namesakesWithOtherUIDsStayApart() {
    let line = "pods: db-0_shop(11111111), db-0_shop(22222222), db-0_shop(11111111)"
    #expect(PodName.all(in: line).map(\.uid) == ["11111111", "22222222"])
  }

  /// Every cut of a line names nothing that the line does not name.
  @Test func cutLinesInventNothing() {
    let line = #"x pods=["ns/a","ns/b"] pod c_ns(1234-abcd) {Name:d Namespace:ns} pod "e" (UID: "5678-abcd")"#
    let names = Set(PodName.all(in: line).map(\.name))
    #expect(names == ["a", "b", "c", "d", "e"])
    for end in 0...line.utf8.count {
      let cut = String(decoding: Array(line.utf8)[..<end], as: UTF8.self)
      #expect(names.isSuperset(of: PodName.all(in: cut).map(\.name)), "\(cut)")
    }
  }
}
