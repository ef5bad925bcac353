import Model
import Testing

@testable import Serving

/// What kubectl asks, and what a bundle answers.
struct ObjectAPITests {
  private static let table = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json"

  @Test func listsAreOfOneNamespaceOrOfAll() throws {
    let api = try ServingSamples.api()
    #expect(get("/api/v1/pods", from: api).names == ["web-0", "db-0"])
    #expect(get("/api/v1/namespaces/store/pods?limit=500", from: api).names == ["db-0"])
    #expect(get("/api/v1/namespaces/none/pods", from: api).names == [])
    #expect(get("/api/v1/pods", from: api).value["kind"]?.string == "PodList")
  }

  @Test(arguments: [
    ("labelSelector=app%3Dweb", ["web-0"]), ("labelSelector=app+in+(web,db),tier", ["web-0"]),
    ("labelSelector=app!%3Dweb", ["db-0"]), ("labelSelector=!tier", ["db-0"]),
    ("fieldSelector=spec.nodeName%3Dworker-2", ["db-0"]), ("fieldSelector=status.phase!%3DRunning", ["db-0"]),
    ("fieldSelector=metadata.name%3Dweb-0&labelSelector=app%3Ddb", []),
  ])
  func selectorsChoose(_ query: String, _ names: [String]) throws {
    #expect(get("/api/v1/pods?\(query)", from: try ServingSamples.api()).names == names)
  }

  @Test func aWrongSelectorIsRefused() throws {
    let answer = get("/api/v1/pods?labelSelector=a+b+c", from: try ServingSamples.api())
    #expect(answer.status == 400 && answer.value["reason"]?.string == "BadRequest")
  }

  /// A misspelled question must not look like an empty answer.
  @Test func aFieldThatNoObjectCanHaveIsRefused() throws {
    let api = try ServingSamples.api()
    let answer = get("/api/v1/pods?fieldSelector=spec.nodename%3Dworker-1", from: api)
    #expect(answer.status == 400 && answer.value["message"]?.string == "field label not supported: \"spec.nodename\"")
    #expect(get("/api/v1/pods?fieldSelector=status.podIP%3D10.0.0.1", from: api).status == 200)
    #expect(get("/api/v1/services?fieldSelector=a%3Db", from: api).status == 200)
  }

  @Test func eventsOfOneObject() throws {
    let event = """
      apiVersion: v1
      kind: Event
      metadata: {name: web-0.1, namespace: shop, uid: e-1}
      involvedObject: {kind: Pod, name: web-0, namespace: shop, uid: u-web-0}
      reason: Killing
      message: Stopping container web
      type: Normal
      firstTimestamp: "2026-11-21T03:00:00Z"
      lastTimestamp: "2026-11-21T03:00:00Z"
      """
    let api = try ServingSamples.api([("event.yaml", event)])
    // As `kubectl events --for pod/web-0` asks.
    let fields = "involvedObject.kind%3DPod%2CinvolvedObject.apiVersion%3Dv1%2CinvolvedObject.name%3Dweb-0"
    #expect(get("/api/v1/namespaces/shop/events?fieldSelector=\(fields)", from: api).names.count == 1)
  }

  /// kubectl reads the times of leases to the microsecond only.
  @Test(arguments: [("03:59:50Z", "03:59:50.000000Z"), ("03:59:50.123456Z", "03:59:50.123456Z")])
  func leasesHaveMicroseconds(_ written: String, _ served: String) throws {
    let lease = """
      apiVersion: coordination.k8s.io/v1
      kind: Lease
      metadata: {name: worker-1, namespace: kube-node-lease, uid: l-1}
      spec: {holderIdentity: worker-1, renewTime: "2026-11-21T\(written)"}
      """
    let path = "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/worker-1"
    let answer = get(path, from: try ServingSamples.api([("lease.yaml", lease)]))
    #expect(answer.value.value(at: "spec.renewTime")?.string == "2026-11-21T\(served)")
  }

  @Test(arguments: [
    ("/api/v1/namespaces/shop/pods/web-0/exec", "nothing runs in it"),
    ("/api/v1/namespaces/shop/pods/web-0/portforward", "nothing runs in it"),
    ("/apis/authentication.k8s.io/v1/selfsubjectreviews", "does not know who may do what"),
    ("/api/v1/namespaces/shop/pods", "nothing in it can be changed"),
  ])
  func aRefusalSaysWhy(_ path: String, _ reason: String) throws {
    let answer = get(path, from: try ServingSamples.api(), method: "POST")
    #expect(answer.status == 405 && answer.text.contains(reason))
  }

  @Test func oneObjectOrNone() throws {
    let api = try ServingSamples.api()
    #expect(get("/api/v1/namespaces/shop/pods/web-0", from: api).value.value(at: "metadata.uid")?.string == "u-web-0")
    let missing = get("/api/v1/namespaces/shop/pods/web-1", from: api)
    #expect(missing.status == 404 && missing.value["message"]?.string == "pods \"web-1\" not found")
    #expect(get("/apis/apps/v1/namespaces/shop/deployments/a", from: api).text.contains("deployments.apps \\\"a\\\""))
    #expect(get("/apis/none/v1/nones", from: api).status == 404)
  }

  @Test(arguments: ["POST", "PUT", "PATCH", "DELETE", "CONNECT"])
  func whatWouldChangeSomethingIsRefused(_ method: String) throws {
    let answer = get("/api/v1/namespaces/shop/pods/web-0", from: try ServingSamples.api(), method: method)
    #expect(answer.status == 405 && answer.value["kind"]?.string == "Status" && answer.value["code"]?.integer == 405)
  }

  @Test func tablesHaveAgesAtTheCapture() throws {
    let answer = get("/api/v1/pods", from: try ServingSamples.api(), accept: Self.table)
    let rows = (answer.value["rows"]?.items ?? []).map { ($0["cells"]?.items ?? []).prefix(5).compactMap(\.string) }
    #expect(rows == [["web-0", "1/1", "Running", "0", "3h"], ["db-0", "0/1", "ImagePullBackOff", "0", "120m"]])
    #expect(answer.value.value(at: "rows.0.object.metadata.namespace")?.string == "shop")
  }

  @Test func aDeletionWhoseTimeNothingTellsIsAtTheCapture() throws {
    let table = "NAME    READY   STATUS        RESTARTS   AGE\nold-0   1/1     Terminating   0          5d\n"
    let api = try ServingSamples.api([("namespaces/shop/pods.txt", table)])
    let pod = get("/api/v1/namespaces/shop/pods/old-0", from: api).value
    #expect(pod.value(at: "metadata.deletionTimestamp")?.string == "2026-11-21T04:00:00Z")
    #expect(pod.value(at: "metadata.deletionGracePeriodSeconds")?.integer == 0)
    #expect(get("/api/v1/namespaces/shop/pods/old-0", from: api, accept: Self.table).text.contains("Terminating"))
  }

  @Test func anEmptyAnswerIsNotAnEmptyCluster() throws {
    let api = try ServingSamples.api()
    #expect(get("/api/v1/services", from: api).warnings.count == 1)
    #expect(get("/api/v1/pods", from: api).warnings == [])
  }

  @Test func kindsOfTheClusterItselfAreFound() throws {
    let api = try ServingSamples.api()
    #expect(get("/apis/example.org/v1alpha1", from: api).text.contains("\"name\":\"widgets\""))
    #expect(get("/apis/example.org/v1alpha1/widgets", from: api).names == ["one"])
    #expect(get("/apis", from: api).text.contains("example.org/v1alpha1"))
  }

  @Test func aWatchTellsWhatIsThereOnceAndThenIdles() throws {
    let api = try ServingSamples.api()
    let first = get("/api/v1/pods?watch=true", from: api)
    #expect(first.idles && first.text.split(separator: "\n").count == 2)
    #expect(first.text.hasPrefix("{\"type\":\"ADDED\",\"object\":{"))
    #expect(get("/api/v1/pods?watch=1&resourceVersion=1", from: api).body == [])
  }

  @Test func discoveryTellsVersionsGroupsAndResources() throws {
    let api = try ServingSamples.api()
    #expect(get("/api", from: api).value.value(at: "versions.0")?.string == "v1")
    let resources = get("/api/v1", from: api).value["resources"]?.items ?? []
    let pods = resources.first { $0["name"]?.string == "pods" }
    #expect(pods?.value(at: "shortNames.0")?.string == "po" && pods?["namespaced"]?.boolean == true)
    #expect(resources.contains { $0["name"]?.string == "pods/log" })
    #expect(get("/version", from: api).status == 200 && get("/readyz", from: api).text == "ok")
    #expect(get("/readyz?verbose", from: api).text == "[+]ping ok\nreadyz check passed\n")
    let schemas = get("/openapi/v3", from: api)
    #expect(schemas.status == 406 && schemas.text.contains("it holds no schemas"))
  }

  @Test func aBundleWithoutObjectsIsEmpty() throws {
    let incident = Incident(bundle: BundleDescription(name: "logs"))
    #expect(ObjectAPI(incident, logs: .init(container: { _ in [] }, artifact: { _ in nil })).isEmpty)
    #expect(try !ServingSamples.api().isEmpty)
  }
}
