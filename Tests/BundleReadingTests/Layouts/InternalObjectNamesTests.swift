import Model
import Testing

@testable import BundleReading

@Suite struct InternalObjectNamesTests {
  @Test(arguments: [
    ("Items", "items"), ("UID", "uid"), ("PodIP", "podIP"), ("HTTPGet", "httpGet"),
    ("InvolvedObject", "involvedObject"),
    ("name", "name"), ("DNSPolicy", "dnsPolicy"), ("", ""),
  ])
  func names(_ name: String, _ expected: String) {
    #expect(InternalObjectNames.apiName(name) == expected)
  }

  static let pods = """
    {
        "selfLink": "/api/v1/namespaces/orders/pods",
        "Items": [
            {
                "name": "ledger-0",
                "namespace": "orders",
                "uid": "u-2",
                "creationTimestamp": "2026-11-21T03:00:00Z",
                "labels": {"App": "ledger"},
                "Spec": {"NodeName": "depot-1", "Containers": [{"Name": "ledger", "Resources": {"Limits": {"cpu": "1"}}}]},
                "Status": {
                    "Phase": "Running",
                    "ContainerStatuses": [
                        {"Name": "ledger", "State": {"Waiting": null, "Running": null, "Terminated": {"ExitCode": 137,
                         "Reason": "OOMKilled", "ContainerID": "docker://\(LayoutSample.id)"}}, "RestartCount": 3}
                    ]
                }
            }
        ]
    }

    """
  static let events = """
    {
        "Items": [
            {
                "ObjectMeta": {"name": "ledger-0.1", "namespace": "orders", "uid": "e-1"},
                "InvolvedObject": {"Kind": "Pod", "Namespace": "orders", "Name": "ledger-0", "UID": "u-2"},
                "Reason": "BackOff", "Message": "Back-off restarting failed container",
                "Source": {"Component": "kubelet", "Host": "depot-1"},
                "FirstTimestamp": "2026-11-21T03:10:00Z", "LastTimestamp": "2026-11-21T03:20:00Z", "Count": 4,
                "Type": "Warning"
            }
        ]
    }

    """

  @Test(arguments: ["dump/orders/pods.json", "dump.txt"])
  func podsOfOldDumps(_ path: String) throws {
    let incident = try LayoutSample.incident([(path, Self.pods + Self.events)])
    let pod = Pod(try #require(incident.objects.first { $0.kind == "Pod" }))
    #expect(pod.object.reference.path == "Pod/orders/ledger-0" && pod.object.uid == "u-2")
    #expect(pod.object.label("App") == "ledger" && pod.nodeName == "depot-1" && pod.onlyContainer == "ledger")
    let status = try #require(pod.containerStatuses.first)
    #expect(!status.isRunning && status.terminated?.exitCode == 137 && status.restartCount == 3)
    #expect(pod.object.value(at: "spec.containers.0.resources.limits.cpu")?.string == "1")
    #expect(pod.object.value(at: "spec.nodeName")?.line == 10)
    let event = try #require(incident.events.first)
    #expect(event.reason == "BackOff" && event.regarding.path == "Pod/orders/ledger-0" && event.count == 4)
    #expect(incident.coverage.cut == [])
  }

  /// What has the API's names is left as it is, whatever its other keys.
  @Test func theAPIsNamesStay() throws {
    let text = #"{"kind":"Widget","apiVersion":"a/v1","metadata":{"name":"w","uid":"1"},"Spec":{"Name":"x"}}"#
    let object = try #require(read(text)?.objects.first)
    #expect(object.kind == "Widget" && object.string(at: "Spec.Name") == "x")
  }
}
