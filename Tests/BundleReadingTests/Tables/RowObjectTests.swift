import Model
import Testing

@testable import BundleReading

/// Each kind's columns, and what they become.
@Suite struct RowObjectTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    var kind: String
    var text: String
    var path = "namespaces/shop/get/objects.txt"
    var fields: [String: String]
    var absent: [String] = []
    var testDescription: String { kind }
  }

  static let samples = [
    Sample(
      kind: "Node",
      text: """
        NAME   STATUS                        ROLES                  AGE    VERSION   INTERNAL-IP   EXTERNAL-IP   OS-IMAGE                KERNEL-VERSION   CONTAINER-RUNTIME
        cp-1   NotReady,SchedulingDisabled   control-plane,master   108d   v1.31.2   10.0.0.7      <none>        CentOS Linux 7 (Core)   5.15.0-138       containerd://1.7.23
        """,
      fields: [
        "status.conditions.0.type": "Ready", "status.conditions.0.status": "NotReady", "spec.unschedulable": "true",
        "status.nodeInfo.kubeletVersion": "v1.31.2", "status.addresses.0.address": "10.0.0.7",
        "status.nodeInfo.osImage": "CentOS Linux 7 (Core)", "metadata.creationTimestamp": "age:108d",
      ], absent: ["status.addresses.1", "metadata.namespace"]),
    Sample(
      kind: "Deployment",
      text: """
        NAME   READY   UP-TO-DATE   AVAILABLE   AGE   CONTAINERS   IMAGES            SELECTOR
        api    1/2     2            1           96s   main,proxy   r.io/a:v1,p:v2    app=api,tier=web
        """,
      fields: [
        "spec.replicas": "2", "status.readyReplicas": "1", "status.updatedReplicas": "2",
        "status.availableReplicas": "1", "spec.template.spec.containers.1.image": "p:v2",
        "spec.selector.matchLabels.tier": "web",
      ]),
    Sample(
      kind: "Deployment",
      text:
        "NAME   DESIRED   CURRENT   UP-TO-DATE   AVAILABLE   AGE\napi    3         2         1            0           2y129d",
      fields: ["spec.replicas": "3", "status.replicas": "2", "status.availableReplicas": "0"]),
    Sample(
      kind: "ReplicaSet",
      text: "NAME         DESIRED   CURRENT   READY   AGE\napi-5fd5c8   1         0         0       1s",
      fields: ["spec.replicas": "1", "status.replicas": "0", "status.readyReplicas": "0"]),
    Sample(
      kind: "StatefulSet", text: "NAME   READY   AGE   CONTAINERS   IMAGES\ndb     0/3     9d    pg           pg:15",
      fields: ["spec.replicas": "3", "status.readyReplicas": "0", "spec.template.spec.containers.0.name": "pg"]),
    Sample(
      kind: "DaemonSet",
      text:
        "NAME    DESIRED   CURRENT   READY   UP-TO-DATE   AVAILABLE   NODE SELECTOR         AGE\nagent   4         4         3       4            3           kubernetes.io/os=linux   9d",
      fields: [
        "status.desiredNumberScheduled": "4", "status.numberReady": "3", "status.numberAvailable": "3",
      ]),
    Sample(
      kind: "Job",
      text: "NAME     STATUS   COMPLETIONS   DURATION   AGE\nexport   Failed   0/2           5m         5m",
      fields: ["status.conditions.0.type": "Failed", "spec.completions": "2", "status.succeeded": "0"]),
    Sample(
      kind: "Job", text: "NAME     COMPLETIONS   DURATION   AGE\nexport   1/1 of 3      5m         5m",
      fields: ["status.succeeded": "1", "spec.parallelism": "3"], absent: ["spec.completions", "status.conditions"]),
    Sample(
      kind: "CronJob",
      text:
        "NAME     SCHEDULE      TIMEZONE   SUSPEND   ACTIVE   LAST SCHEDULE   AGE\nnight    */5 * * * *   <none>     True      0        4m10s           33d",
      fields: ["spec.schedule": "*/5 * * * *", "spec.suspend": "true", "status.lastScheduleTime": "age:4m10s"],
      absent: ["spec.timeZone"]),
    Sample(
      kind: "Service",
      text:
        "NAME   TYPE       CLUSTER-IP   EXTERNAL-IP   PORT(S)                     AGE   SELECTOR\napi    NodePort   10.6.7.2     <none>        80:30080/TCP,53/UDP         93s   app=api",
      fields: [
        "spec.type": "NodePort", "spec.clusterIP": "10.6.7.2", "spec.ports.0.nodePort": "30080",
        "spec.ports.1.port": "53", "spec.ports.1.protocol": "UDP", "spec.selector.app": "api",
      ]),
    Sample(
      kind: "Service",
      text:
        "NAME   TYPE           CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE\nlb     LoadBalancer   10.6.7.2     10.9.9.9,lb.example.com   80/TCP    93s",
      fields: [
        "status.loadBalancer.ingress.0.ip": "10.9.9.9", "status.loadBalancer.ingress.1.hostname": "lb.example.com",
      ]),
    Sample(
      kind: "Endpoints",
      text:
        "NAME   ENDPOINTS                                 AGE\napi    10.2.2.7:70,10.2.2.8:70 + 3 more...       109s",
      fields: [
        "subsets.0.addresses.0.ip": "10.2.2.7", "subsets.0.addresses.1.ip": "10.2.2.8", "subsets.0.ports.0.port": "70",
      ], absent: ["subsets.0.addresses.2", "subsets.0.ports.1"]),
    Sample(
      kind: "EndpointSlice",
      text:
        "NAME      ADDRESSTYPE   PORTS     ENDPOINTS           AGE\napi-x7p   IPv4          8080      10.2.2.7,10.2.2.8   109s",
      fields: ["addressType": "IPv4", "ports.0.port": "8080", "endpoints.1.addresses.0": "10.2.2.8"]),
    Sample(
      kind: "Ingress",
      text:
        "NAME   CLASS   HOSTS                     ADDRESS    PORTS     AGE\nweb    nginx   a.example.com,b.example   10.0.0.1   80, 443   5d",
      fields: [
        "spec.ingressClassName": "nginx", "spec.rules.1.host": "b.example",
        "status.loadBalancer.ingress.0.ip": "10.0.0.1",
      ]),
    Sample(
      kind: "NetworkPolicy", text: "NAME   POD-SELECTOR   AGE\ndeny   app=api        5d",
      fields: ["spec.podSelector.matchLabels.app": "api"]),
    Sample(
      kind: "APIService",
      text:
        "NAME                     SERVICE                      AVAILABLE                  AGE\nv1beta1.metrics.k8s.io   kube-system/metrics-server   False (MissingEndpoints)   5d",
      fields: [
        "status.conditions.0.status": "False", "status.conditions.0.reason": "MissingEndpoints",
        "spec.service.name": "metrics-server",
      ]),
    Sample(
      kind: "PersistentVolumeClaim",
      text: """
        NAME   STATUS    VOLUME   CAPACITY   ACCESS MODES   STORAGECLASS   VOLUMEATTRIBUTESCLASS   AGE
        data   Pending                                      fast           <unset>                 101s
        """,
      fields: ["status.phase": "Pending", "spec.storageClassName": "fast"],
      absent: ["spec.volumeName", "status.capacity", "status.accessModes"]),
    Sample(
      kind: "PersistentVolume",
      text: """
        NAME   CAPACITY   ACCESS MODES   RECLAIM POLICY   STATUS     CLAIM       STORAGECLASS   REASON   AGE
        pv-1   10Gi       RWO,ROX        Delete           Released   shop/data                           39d
        """,
      fields: [
        "status.phase": "Released", "spec.claimRef.name": "data", "spec.claimRef.namespace": "shop",
        "spec.accessModes.1": "ReadOnlyMany", "spec.capacity.storage": "10Gi",
        "spec.persistentVolumeReclaimPolicy": "Delete",
      ], absent: ["spec.storageClassName", "metadata.namespace"]),
    Sample(
      kind: "StorageClass",
      text:
        "NAME             PROVISIONER          RECLAIMPOLICY   VOLUMEBINDINGMODE      ALLOWVOLUMEEXPANSION   AGE\nfast (default)   ebs.csi.aws.com      Delete          WaitForFirstConsumer   true                   39d",
      fields: ["metadata.name": "fast", "provisioner": "ebs.csi.aws.com", "volumeBindingMode": "WaitForFirstConsumer"]),
    Sample(
      kind: "HorizontalPodAutoscaler",
      text:
        "NAME   REFERENCE        TARGETS              MINPODS   MAXPODS   REPLICAS   AGE\napi    Deployment/api   cpu: <unknown>/80%   1         5         1          3d",
      fields: [
        "spec.scaleTargetRef.name": "api", "spec.maxReplicas": "5", "spec.targetCPUUtilizationPercentage": "80",
      ], absent: ["status.currentCPUUtilizationPercentage"]),
    Sample(
      kind: "ResourceQuota",
      text:
        "NAME    AGE   REQUEST                               LIMIT\nlimit   3d    pods: 3/3, requests.cpu: 1500m/2      limits.memory: 2Gi/4Gi",
      fields: ["status.used.pods": "3", "spec.hard.pods": "3", "metadata.creationTimestamp": "age:3d"]),
    Sample(
      kind: "PodDisruptionBudget",
      text:
        "NAME   MIN AVAILABLE   MAX UNAVAILABLE   ALLOWED DISRUPTIONS   AGE\napi    N/A             1                 0                     3d",
      fields: ["spec.maxUnavailable": "1", "status.disruptionsAllowed": "0"], absent: ["spec.minAvailable"]),
    Sample(
      kind: "RoleBinding",
      text:
        "NAME   ROLE          AGE   USERS   GROUPS   SERVICEACCOUNTS\napi    Role/reader   16d                    shop/api",
      path: "namespaces/shop/get/rolebindings-wide.txt",
      fields: [
        "roleRef.kind": "Role", "roleRef.name": "reader", "subjects.0.name": "api", "subjects.0.namespace": "shop",
      ]),
    Sample(
      kind: "Secret",
      text: "NAME   TYPE                             DATA   AGE\nreg    kubernetes.io/dockerconfigjson   1      16d",
      fields: ["type": "kubernetes.io/dockerconfigjson"], absent: ["data"]),
    Sample(kind: "ConfigMap", text: "NAME   DATA   AGE\nconf   2      16d", fields: ["metadata.namespace": "shop"]),
    Sample(
      kind: "ServiceAccount", text: "NAME   SECRETS   AGE\napi    0         16d", fields: ["metadata.name": "api"]),
    Sample(
      kind: "Namespace", text: "NAME   STATUS        AGE\nshop   Terminating   16d",
      fields: ["status.phase": "Terminating"], absent: ["metadata.namespace"]),
  ]

  @Test(arguments: samples)
  func eachKind(_ sample: Sample) throws {
    let facts = try #require(read(sample.text + "\n", path: sample.path))
    let object = try #require(facts.objects.first)
    #expect(object.kind == sample.kind && object.root.line == 2 && facts.cut.isEmpty)
    for (path, value) in sample.fields.sorted(by: { $0.key < $1.key }) {
      #expect(object.string(at: path) == value, "\(path)")
    }
    for path in sample.absent { #expect(object.value(at: path) == nil, "\(path)") }
    #expect(facts.lists.map(\.kind) == [sample.kind])
  }

  @Test(arguments: samples)
  func cutAnywhereNothingIsInvented(_ sample: Sample) throws {
    let bytes = Array((sample.text + "\n").utf8)
    let whole = try #require(read(bytes, path: sample.path, cuts: [])?.objects.first)
    for length in 0..<bytes.count {
      var reader = TableReader(path: sample.path)
      bytes.prefix(length).withUnsafeBytes { reader.consume($0) }
      let facts = reader.finish(isCut: true)
      #expect(!facts.objects.contains { $0.name != whole.name } && !facts.lists.contains(where: \.isComplete))
    }
  }

  @Test func emptyAndUnreadyEndpointsDiffer() throws {
    let facts = try #require(read("NAME   ENDPOINTS   AGE\na      <none>      5d\nb                  5d\n"))
    #expect(facts.objects.map { $0.value(at: "subsets")?.items.count } == [0, 1])
  }

  @Test func keysWithDotsAreWhole() throws {
    let facts = try #require(
      read("NAME   AGE   REQUEST                  LIMIT\nq      3d    requests.cpu: 1500m/2    \n"))
    #expect(facts.objects.first?.value(at: "status.used")?["requests.cpu"]?.string == "1500m")
    let labelled = try #require(
      read("NAME   STATUS   AGE   LABELS\nns     Active   3d    a.b/c=d,e=\n", path: "namespaces.txt"))
    #expect(labelled.objects.first?.label("a.b/c") == "d" && labelled.objects.first?.label("e") == "")
  }
}
