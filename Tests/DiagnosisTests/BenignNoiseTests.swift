import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

/// Lines and Events that every cluster has, and that mean nothing: beside a healthy node and a healthy pod none of them
/// may be named as a cause.
struct BenignNoiseTests {
  /// Something harmless that looks like a fault.
  struct Noise: CustomTestStringConvertible, Sendable {
    var title: String
    var artifacts: [(path: String, text: String)]
    var testDescription: String { title }

    /// klog lines of the kubelet on n1, one each ten seconds.
    static func kubelet(_ title: String, _ lines: String...) -> Noise {
      Noise(title: title, artifacts: [("nodes/n1/journal/kubelet.log", journal("kubelet", lines, klog: true))])
    }

    /// Lines of another component's journal on n1.
    static func journal(_ title: String, _ component: String, _ lines: String...) -> Noise {
      Noise(
        title: title,
        artifacts: [("nodes/n1/journal/\(component).log", journal(component, lines, klog: component.hasPrefix("kube")))]
      )
    }

    /// Events about the healthy pod or another object.
    static func events(_ title: String, _ events: String...) -> Noise {
      Noise(title: title, artifacts: [("events.yaml", events.joined(separator: "---\n"))])
    }

    private static func journal(_ component: String, _ lines: [String], klog: Bool) -> String {
      lines.enumerated().map { offset, text in
        let time = "09:40:\(10 + 10 * (offset % 5))"
        let head = klog ? "\(text.prefix(1))0506 \(time).000100     900 \(text.dropFirst(2))" : text
        return "2024-05-06T\(time).000200+0000 n1 \(component)[900]: \(head)\n"
      }.joined()
    }
  }

  /// A node and a pod that are well, an hour after their start.
  private static let healthy: [(path: String, text: String)] = [
    (
      "nodes.yaml",
      """
      apiVersion: v1
      kind: Node
      metadata: {name: n1, uid: node-1, creationTimestamp: "2024-03-01T00:00:00Z"}
      spec: {podCIDR: 10.244.1.0/24}
      status:
        capacity: {ephemeral-storage: 100Gi}
        conditions:
        - {type: Ready, status: "True", reason: KubeletReady, lastTransitionTime: "2024-05-06T08:00:00Z"}
        - {type: DiskPressure, status: "False", reason: KubeletHasNoDiskPressure}

      """
    ),
    (
      "pods.yaml",
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: web-0, namespace: shop, uid: u1, creationTimestamp: "2024-05-06T09:00:00Z"}
      spec: {nodeName: n1, restartPolicy: Always, containers: [{name: web, image: "registry.example.com/web:1"}]}
      status:
        phase: Running
        startTime: "2024-05-06T09:00:01Z"
        conditions: [{type: Ready, status: "True", lastTransitionTime: "2024-05-06T09:01:00Z"}]
        containerStatuses:
        - {name: web, ready: true, restartCount: 0, containerID: "containerd://aa", state: {running: {startedAt: "2024-05-06T09:00:05Z"}}}

      """
    ), StartExample.date,
  ]

  static let entries: [Noise] = [
    .events(
      "An invalid disk capacity at the kubelet's start",
      StartExample.event(
        "InvalidDiskCapacity", "invalid capacity 0 on image filesystem", about: "Node", "n1", uid: "n1",
        at: "2024-05-06T09:00:02Z"),
      StartExample.event(
        "Starting", "Starting kubelet.", about: "Node", "n1", uid: "n1", at: "2024-05-06T09:00:02Z", isWarning: false)),
    .kubelet(
      "Image collection before the first statistics",
      "E kubelet.go:1302] \"Image garbage collection failed once. Stats initialization may not have completed yet\" err=\"failed to get imageFs info: unable to find data in memory cache\""
    ),
    .kubelet(
      "Repeats of a crash loop that is over",
      "E pod_workers.go:1298] \"Error syncing pod, skipping\" err=\"failed to \\\"StartContainer\\\" for \\\"web\\\" with CrashLoopBackOff: \\\"back-off 40s restarting failed container=web pod=web-0_shop(u1)\\\"\" pod=\"shop/web-0\" podUID=\"u1\""
    ),
    .kubelet(
      "A status asked for just after the removal",
      "I scope.go:117] \"RemoveContainer\" containerID=\"ab\"",
      "E remote_runtime.go:432] \"ContainerStatus from runtime service failed\" err=\"rpc error: code = NotFound desc = an error occurred when try to find container \\\"ab\\\": not found\" containerID=\"ab\"",
      "I pod_container_deletor.go:53] \"DeleteContainer returned error\" containerID={\"Type\":\"containerd\",\"ID\":\"ab\"} err=\"failed to get container status\""
    ),
    .kubelet(
      "By-products of handlers and statistics",
      "E server.go:310] \"Unable to write\" err=\"http: superfluous response.WriteHeader call from k8s.io/apiserver\"",
      "E summary_sys_containers.go:48] \"Failed to get system container stats\" err=\"failed to get cgroup stats for \\\"/system.slice/kubelet.service\\\": unable to find data in memory cache\" containerName=\"/system.slice/kubelet.service\""
    ),
    .kubelet(
      "More name servers than three",
      "E dns.go:153] \"Nameserver limits exceeded\" err=\"Nameserver limits were exceeded, some nameservers have been omitted, the applied nameserver line is: 192.0.2.1 192.0.2.2 192.0.2.3\""
    ),
    .events(
      "Name server limits as an Event",
      StartExample.event(
        "DNSConfigForming",
        "Nameserver limits were exceeded, some nameservers have been omitted, the applied nameserver line is: 192.0.2.1 192.0.2.2 192.0.2.3"
      )),
    .kubelet(
      "Volumes of a pod that is gone",
      "E kubelet_volumes.go:225] \"There were many similar errors. Turn up verbosity to see them.\" err=\"orphaned pod \\\"1b4e28ba-2fa1-11d2-883f-0016d3cca427\\\" found, but error not a directory occurred when trying to remove the volumes dir\" numErrs=1"
    ),
    .events(
      "Caches that were not filled yet",
      StartExample.event(
        "FailedMount",
        "MountVolume.SetUp failed for volume \"kube-api-access-x\" : object \"shop\"/\"kube-root-ca.crt\" not registered",
        at: "2024-05-06T09:00:03Z"),
      StartExample.event(
        "FailedMount",
        "MountVolume.SetUp failed for volume \"config\" : failed to sync configmap cache: timed out waiting for the condition",
        at: "2024-05-06T09:00:03Z")),
    .events(
      "Probes before the program was up",
      StartExample.event(
        "Unhealthy",
        "Readiness probe failed: Get \"http://10.244.1.5:8080/ready\": dial tcp 10.244.1.5:8080: connect: connection refused",
        at: "2024-05-06T09:00:20Z"),
      StartExample.event(
        "Unhealthy", "Readiness probe failed: timeout: failed to connect service \"10.244.1.5:8080\" within 1s",
        at: "2024-05-06T09:00:25Z")),
    .events(
      "A sidecar's startup probe",
      StartExample.event(
        "Unhealthy",
        "Startup probe failed: Get \"http://10.244.1.5:15021/healthz/ready\": dial tcp 10.244.1.5:15021: connect: connection refused",
        at: "2024-05-06T09:00:03Z")),
    Noise(
      title: "The order in which things were applied",
      artifacts: [
        (
          "replicasets.yaml",
          """
          apiVersion: apps/v1
          kind: ReplicaSet
          metadata: {name: web-6b7f, namespace: shop, uid: r1, creationTimestamp: "2024-05-06T09:00:00Z"}
          spec: {replicas: 1}
          status: {replicas: 1, readyReplicas: 1}

          """
        ),
        (
          "events.yaml",
          StartExample.documents(
            StartExample.event(
              "FailedCreate",
              "Error creating: pods \"web-6b7f-\" is forbidden: error looking up service account shop/web: serviceaccount \"web\" not found",
              about: "ReplicaSet", "web-6b7f", uid: "r1", at: "2024-05-06T09:00:01Z"),
            StartExample.event(
              "SuccessfulCreate", "Created pod: web-6b7f-x", about: "ReplicaSet", "web-6b7f", uid: "r1",
              at: "2024-05-06T09:00:02Z", isWarning: false))
        ),
      ]),
    .events(
      "A place that was found at a later try",
      StartExample.event(
        "FailedScheduling", "0/1 nodes are available: 1 Insufficient cpu.", at: "2024-05-06T09:00:00Z"),
      StartExample.event("FailedScheduling", "skip schedule deleting pod: shop/web-0", at: "2024-05-06T09:00:00Z"),
      StartExample.event(
        "Scheduled", "Successfully assigned shop/web-0 to n1", at: "2024-05-06T09:00:01Z", isWarning: false)),
    .journal(
      "Optimistic locks and watches that begin anew", "kube-controller-manager",
      "E replica_set.go:555] sync \"shop/web-6b7f\" failed with Operation cannot be fulfilled on replicasets.apps \"web-6b7f\": the object has been modified; please apply your changes to the latest version and try again",
      "W reflector.go:458] k8s.io/client-go/informers/factory.go:150: watch of *v1.Pod ended with: an error on the server (\"unable to decode an event from the watch stream: http2: client connection lost\") has prevented the request from succeeding",
      "W reflector.go:424] watch of *v1.Secret ended with: too old resource version: 1 (2)"),
    .journal(
      "Health checks of a load balancer", "kube-apiserver",
      "I log.go:245] http: TLS handshake error from 192.0.2.10:40000: EOF",
      "I log.go:245] http: TLS handshake error from 192.0.2.10:40002: read tcp 192.0.2.1:6443->192.0.2.10:40002: read: connection reset by peer",
      "W watcher.go:220] watch chan error: etcdserver: mvcc: required revision has been compacted"),
    .journal(
      "A single slow answer of etcd", "etcd",
      "{\"level\":\"warn\",\"ts\":\"2024-05-06T09:40:10.000Z\",\"caller\":\"etcdserver/util.go:166\",\"msg\":\"apply request took too long\",\"took\":\"231.2ms\",\"expected-duration\":\"100ms\",\"prefix\":\"read-only range \",\"request\":\"key:\\\"/registry/pods\\\" \",\"response\":\"\"}"
    ),
    .journal(
      "containerd cleans up after an ordinary end", "containerd",
      "time=\"2024-05-06T09:40:10.000Z\" level=info msg=\"cleaning up dead shim\"",
      "time=\"2024-05-06T09:40:11.000Z\" level=warning msg=\"cleanup warnings time=\\\"2024-05-06T09:40:11Z\\\" level=warning msg=\\\"failed to remove runc container\\\" error=\\\"runc did not terminate successfully\\\"\"",
      "time=\"2024-05-06T09:40:12.000Z\" level=error msg=\"failed to delete\" error=\"task ab not found\""),
    .journal(
      "What containerd leaves out at its start", "containerd",
      "time=\"2024-05-06T08:00:01.000Z\" level=info msg=\"skip loading plugin \\\"io.containerd.snapshotter.v1.aufs\\\"...\" error=\"aufs is not supported: skip plugin\"",
      "time=\"2024-05-06T08:00:02.000Z\" level=error msg=\"failed to load cni during init, please check CRI plugin status before setting up network for pods\" error=\"cni config load failed: no network config found in /etc/cni/net.d\""
    ),
    .kubelet(
      "Events that could not be written",
      "E event.go:368] \"Unable to write event (may retry after sleeping)\" err=\"Post \\\"https://192.0.2.1:6443/api/v1/namespaces/shop/events\\\": EOF\"",
      "E event.go:267] Server rejected event '&v1.Event{}': 'events \"web-0.1\" is forbidden: unable to create new content in namespace shop because it is being terminated' (will not retry!)"
    ),
    .journal(
      "kube-proxy notes a Service without endpoints", "kube-proxy",
      "I proxier.go:850] \"Syncing iptables rules\"", "W proxier.go:900] service with no endpoints: shop/old"),
    .kubelet(
      "The network of a node that boots",
      "E pod_workers.go:1298] \"Error syncing pod, skipping\" err=\"network is not ready: container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized\" pod=\"shop/web-0\" podUID=\"u1\"",
      "I kubelet_node_status.go:76] \"Successfully registered node\" node=\"n1\""),
    .kubelet(
      "A node that is not found while it registers",
      "E kubelet.go:2448] \"Error getting node\" err=\"node \\\"n1\\\" not found\"",
      "E kubelet.go:2448] \"Error getting node\" err=\"node \\\"n1\\\" not found\"",
      "I kubelet_node_status.go:76] \"Successfully registered node\" node=\"n1\""),
    .events(
      "The end of a pod in a rollout",
      StartExample.event(
        "Killing", "Stopping container web", about: "Pod", "web-old", uid: "u0", at: "2024-05-06T09:40:00Z",
        isWarning: false)),
    .events(
      "Events of a pod that a namesake replaced",
      StartExample.event(
        "BackOff", "Back-off restarting failed container web in pod web-0_shop(u0)", uid: "u0"),
      StartExample.event(
        "Failed", "Failed to pull image \"registry.example.com/web:0\": not found", uid: "u0")),
    Noise(
      title: "What the node problem detector says of a healthy node",
      artifacts: [
        (
          "events.yaml",
          StartExample.event(
            "NTPIsUp", "Node condition NTPProblem is now: False, reason: NTPIsUp, message: \"ntp service is up\"",
            about: "Node", "n1", uid: "n1", isWarning: false)
        )
      ]),
    Noise(
      title: "A claim that nobody uses waits for its first user",
      artifacts: [
        (
          "claims.yaml",
          StartExample.documents(
            """
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: data, namespace: shop, uid: c1, creationTimestamp: "2024-05-01T09:00:00Z"}
            spec: {storageClassName: local, resources: {requests: {storage: 5Gi}}}
            status: {phase: Pending}

            """,
            StartExample.event(
              "WaitForFirstConsumer", "waiting for first consumer to be created before binding",
              about: "PersistentVolumeClaim", "data", uid: "c1", isWarning: false))
        )
      ]),
    Noise(
      title: "An Ingress left over from a Service that was removed",
      artifacts: [
        (
          "ingresses.yaml",
          """
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata: {name: campaign, namespace: shop, uid: i1, creationTimestamp: "2023-05-06T08:00:00Z"}
          spec: {rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: campaign, port: {number: 80}}}}]}}]}
          status: {loadBalancer: {}}

          """
        ), ("services.yaml", ApplicationExample.service("db", port: 5432)),
      ]),
  ]

  @Test("Beside a healthy cluster it names no cause", arguments: entries)
  func isNoCause(noise: Noise) throws {
    let incident = try BundleReader.read(
      .memory(Self.healthy + noise.artifacts), keeping: LogInterests.ofAllModes, limits: ReadLimits())
    #expect(incident.coverage.unrecognised.isEmpty, "the noise itself must be read")
    let diagnosis = DiagnosticEngine.diagnose(incident)
    #expect(diagnosis.rootCauses.map(\.id) == [])
    #expect(diagnosis.symptoms.map(\.id) == [])
  }
}
