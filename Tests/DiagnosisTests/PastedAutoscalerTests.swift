import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

/// Autoscalers of which somebody pasted a description, or a message alone.
struct PastedAutoscalerTests {
  private func causes(_ text: String) throws -> [String] {
    DiagnosticEngine.diagnose(
      try BundleReader.read(.memory([("hpa.txt", text)]), keeping: LogInterests.ofAllModes, limits: ReadLimits())
    ).rootCauses.map(\.id)
  }

  private func described(_ conditions: String) -> String {
    """
    Name:               web
    Namespace:          shop
    Labels:             <none>
    Annotations:        <none>
    CreationTimestamp:  Mon, 06 May 2024 08:00:00 +0000
    Reference:          Deployment/web
    Min replicas:       1
    Max replicas:       10
    Deployment pods:    1 current / 0 desired
    Conditions:
      Type           Status  Reason                   Message
      ----           ------  ------                   -------
    \(conditions)

    """
  }

  @Test("Nothing tells the time but when it was made")
  func condition() throws {
    #expect(
      try causes(
        described(
          "  ScalingActive  False   FailedGetResourceMetric  unable to fetch metrics from resource metrics API: the server is currently unable to handle the request (get pods.metrics.k8s.io)"
        )) == ["hpa-cannot-scale"])
  }

  @Test("It waits between two steps", arguments: ["BackoffBoth", "BackoffDownscale"])
  func backoff(_ reason: String) throws {
    #expect(
      try causes(
        described(
          "  AbleToScale    False   \(reason)             the time since the previous scale is still within the forbidden windows"
        )) == [])
  }

  @Test(
    "A message alone",
    arguments: [
      ("`failed to get cpu utilization: missing request for cpu`", true),
      (
        "unable to get metrics for resource cpu: unable to fetch metrics from API: the server could not find the requested resource (get pods.metrics.k8s.io)",
        true
      ),
      // So it begins for every new pod.
      ("unable to get metrics for resource cpu: no metrics returned from resource metrics API", false),
    ])
  func message(_ text: String, _ isCause: Bool) throws {
    #expect(try causes(text + "\n") == (isCause ? ["hpa-cannot-scale"] : []))
  }

  @Test("A pod that was evicted for its own limit, by its Event")
  func evicted() throws {
    let row = "  Warning  Evicted  60s  kubelet  "
    #expect(
      try causes(row + "Pod ephemeral local storage usage exceeds the total limit of containers 100Gi.\n")
        == ["ephemeral-storage-limit-exceeded"])
    #expect(try causes(row + "The node was low on resource: ephemeral-storage.\n") == [])
  }

  @Test("Quotes that JSON escapes")
  func escaped() throws {
    #expect(
      try causes(
        #"            "message": "Failed to pull image \"r.example.com/a:1\": rpc error: code = Unknown desc = failed to do request: Head https://r.example.com/v2/: dial tcp 10.0.0.7:443: i/o timeout","#
          + "\n") == ["registry-unreachable"])
  }
}
