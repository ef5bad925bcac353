import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

/// Refusals of the API server, as tools quote them to whoever looked on.
struct RefusedAnswersTests {
  private func roots(_ text: String, _ path: String = "excerpt.txt") throws -> [String] {
    let incident = try BundleReader.read(
      .memory([(path, text)]), keeping: LogInterests.ofAllModes, limits: ReadLimits())
    return DiagnosticEngine.diagnose(incident).rootCauses.map { "\($0.id) \($0.subjects[0].path)" }
  }

  @Test(
    "In the sentence of another tool",
    arguments: [
      (
        "Upgrade \"shop\" failed: cannot patch \"web\" with kind Ingress: admission webhook \"validate.example.com\" denied the request: host \"shop.example.com\" is already defined\n",
        "webhook-denied Service/"
      ),
      (
        "helm upgrade shop charts/shop\nError: UPGRADE FAILED: cannot patch \"db\" with kind Store: Internal error occurred: failed calling webhook \"store.example.com\": Post \"https://store-hook.tools.svc:443/validate?timeout=5s\": dial tcp 10.96.0.7:443: connect: connection refused\n",
        "webhook-unavailable Service/tools/store-hook"
      ),
      (
        " version 7: replicationcontrollers \"web-7\" is forbidden: Exceeded quota: counts, requested: replicationcontrollers=1, used: replicationcontrollers=20, limited: replicationcontrollers=20\n",
        "quota-exceeded-objects ResourceQuota/counts"
      ),
      (
        "Error from server (Forbidden): error when creating \"pod.yaml\": pods \"tool\" is forbidden: violates PodSecurity \"restricted:latest\": privileged (container \"tool\" must not set securityContext.privileged=true)\n",
        "pod-security-violation Pod"
      ),
      (
        "create Pod store-0 in StatefulSet store failed error: pods \"store-0\" is forbidden: violates PodSecurity \"restricted:latest\": runAsNonRoot != true\n",
        "pod-security-violation StatefulSet"
      ),
      (
        "failed to sync cluster https://c1/: things.example.com is forbidden: User “system:serviceaccount:kube-system:deployer” cannot list resource “things” in API group “example.com” at the cluster scope\n",
        "rbac-forbidden ServiceAccount/kube-system/deployer"
      ),
    ])
  func quoted(_ text: String, _ root: String) throws {
    let found = try roots(text)
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix(root) == true)
  }

  @Test(
    "What kubectl itself may not do is no fault of the cluster",
    arguments: [
      "Error from server (Forbidden): pods is forbidden: User \"system:serviceaccount:tools:collector\" cannot list resource \"pods\" in API group \"\" at the cluster scope\n",
      "Error from server (Forbidden): nodes is forbidden: User \"jane\" cannot list resource \"nodes\" in API group \"\"\n",
    ])
  func kubectl(_ text: String) throws { #expect(try roots(text).isEmpty) }

  @Test("The refusals of the first versions began with a capital")
  func capital() throws {
    #expect(
      try roots(
        "Error creating: pods \"web-\" is forbidden: Exceeded quota: compute, requested: limits.memory=512Mi, used: limits.memory=1Gi, limited: limits.memory=1Gi\n"
      ) == ["quota-exceeded-memory ResourceQuota/compute"])
    #expect(
      try roots(
        """
        Events:
          FirstSeen LastSeen Count From                    SubobjectPath Type      Reason        Message
          --------- -------- ----- ----                    ------------- --------  ------        -------
          4m        7s        11    {replicaset-controller }              Warning   FailedCreate  Error creating: pods "web-3137-" is forbidden: Failed quota: compute: must specify limits.cpu

        """) == ["quota-requires-requests-or-limits ReplicaSet/?"])
  }

  @Test("What a collector is refused beside lists of the cluster is no fault of it", arguments: [true, false])
  func collectorsOwn(_ hasLists: Bool) throws {
    let pod =
      "apiVersion: v1\nkind: PodList\nmetadata: {resourceVersion: \"9\"}\nitems:\n- metadata: {name: web-0, namespace: shop, uid: p}\n  status: {phase: Running}\n"
    let answer =
      "Error from server (Forbidden): pods \"debug-n1\" is forbidden: exceeded quota: compute, requested: pods=1, used: pods=5, limited: pods=5\n"
    let artifacts = [("debug.txt", answer)] + (hasLists ? [("cluster/pods.yaml", pod)] : [])
    let incident = try BundleReader.read(.memory(artifacts), keeping: LogInterests.ofAllModes, limits: ReadLimits())
    #expect(
      DiagnosticEngine.diagnose(incident).rootCauses.map(\.id) == (hasLists ? [] : ["quota-exceeded-pods"]))
  }
}
