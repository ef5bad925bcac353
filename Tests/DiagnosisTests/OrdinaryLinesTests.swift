import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

/// What healthy components write all day long. A signature that matches such lines keeps millions of them in memory, and
/// nothing else would show it: reports stay right while reading takes three times as long.
struct OrdinaryLinesTests {
  private static let kubelet = [
    "I0506 10:00:01.000100     900 setters.go:86] Using node IP: \"10.20.0.11\"",
    "I0506 10:00:01.000100     900 kubelet.go:1926] SyncLoop (PLEG): \"api-1_shop(4b1f)\", event: &pleg.PodLifecycleEvent{ID:\"4b1f\", Type:\"ContainerRunning\", Data:\"9c2e\"}",
    "I0506 10:00:01.000100     900 kubelet.go:2110] \"SyncLoop ADD\" source=\"api\" pods=[\"shop/api-1\"]",
    "I0506 10:00:01.000100     900 kubelet.go:2117] \"SyncLoop UPDATE\" source=\"api\" pods=[\"shop/api-1\"]",
    "I0506 10:00:01.000100     900 kubelet.go:2187] \"SyncLoop (probe)\" probe=\"readiness\" status=\"ready\" pod=\"shop/api-1\"",
    "I0506 10:00:01.000100     900 reconciler.go:224] operationExecutor.VerifyControllerAttachedVolume started for volume \"default-token-x7k2p\" (UniqueName: \"kubernetes.io/secret/4b1f-default-token-x7k2p\") pod \"api-1\" (UID: \"4b1f\")",
    "I0506 10:00:01.000100     900 reconciler_common.go:258] \"operationExecutor.VerifyControllerAttachedVolume started for volume \\\"config\\\" (UniqueName: \\\"kubernetes.io/configmap/4b1f-config\\\") pod \\\"api-1\\\" (UID: \\\"4b1f\\\") \" pod=\"shop/api-1\"",
    "I0506 10:00:01.000100     900 operation_generator.go:672] MountVolume.SetUp succeeded for volume \"default-token-x7k2p\" (UniqueName: \"kubernetes.io/secret/4b1f-default-token-x7k2p\") pod \"api-1\" (UID: \"4b1f\")",
    "I0506 10:00:01.000100     900 reconciler.go:319] Volume detached for volume \"default-token-x7k2p\" (UniqueName: \"kubernetes.io/secret/4b1f-default-token-x7k2p\") on node \"n1\" DevicePath \"\"",
    "I0506 10:00:01.000100     900 kuberuntime_manager.go:439] No sandbox for pod \"api-1_shop(4b1f)\" can be found. Need to start a new one",
    "W0506 10:00:01.000100     900 pod_container_deletor.go:79] Container \"9c2e\" not found in pod's containers",
    "W0506 10:00:01.000100     900 watcher.go:95] Error while processing event (\"/sys/fs/cgroup/pids/kubepods/besteffort/pod4b1f/9c2e\": 0x40000100 == IN_CREATE|IN_ISDIR): inotify_add_watch /sys/fs/cgroup/pids/kubepods/besteffort/pod4b1f/9c2e: no such file or directory",
    "W0506 10:00:01.000100     900 watcher.go:93] Error while processing event (\"/sys/fs/cgroup/memory/system.slice/run-r1.scope\": 0x40000100 == IN_CREATE|IN_ISDIR): inotify_add_watch /sys/fs/cgroup/memory/system.slice/run-r1.scope: no such file or directory",
    "W0506 10:00:01.000100     900 manager.go:1169] Failed to process watch event {EventType:0 Name:/kubepods/besteffort/pod4b1f/9c2e WatchSource:0}: task 9c2e not found: not found",
    "W0506 10:00:01.000100     900 manager.go:596] Error getting perf_event cgroup path: \"could not find path for resource \\\"perf_event\\\" for container \\\"/kubepods/besteffort/pod4b1f\\\"\"",
    "I0506 10:00:01.000100     900 topology_manager.go:187] [topologymanager] Topology Admit Handler",
    "I0506 10:00:01.000100     900 pod_startup_latency_tracker.go:104] \"Observed pod startup duration\" pod=\"shop/api-1\" podStartSLOduration=2.1 podStartE2EDuration=\"4.5s\"",
    "I0506 10:00:01.000100     900 kubelet_getters.go:172] status for pod api-1 updated to {Running}",
    "I0506 10:00:01.000100     900 prober.go:125] Readiness probe for \"api-1_shop(4b1f):api\" succeeded",
    "I0506 10:00:01.000100     900 logs.go:317] Finish parsing log file \"/var/log/pods/shop_api-1_4b1f/api/0.log\"",
    "I0506 10:00:01.000100     900 provider.go:82] Docker config file not found: couldn't find valid .dockercfg after checking in [/root]",
  ]

  private static let containerd = [
    #"time="2024-05-06T10:00:01.000100000Z" level=info msg="PullImage \"registry.example/api:1.2\"""#,
    #"time="2024-05-06T10:00:01.000100000Z" level=info msg="RunPodSandbox for &PodSandboxMetadata{Name:api-1,Uid:4b1f,Namespace:shop,Attempt:0,} returns sandbox id \"77aa\"""#,
    #"time="2024-05-06T10:00:01.000100000Z" level=info msg="StopPodSandbox for \"77aa\" returns successfully""#,
    #"time="2024-05-06T10:00:01.000100000Z" level=info msg="TearDown network for sandbox \"77aa\" successfully""#,
    #"time="2024-05-06T10:00:01.000100000Z" level=info msg="shim disconnected" id=9c2e namespace=k8s.io"#,
    #"time="2024-05-06T10:00:01.000100000Z" level=info msg="cleaning up dead shim" namespace=k8s.io"#,
    #"time="2024-05-06T10:00:01.000100000Z" level=warning msg="cleanup warnings time=\"2024-05-06T10:00:01Z\" level=info msg=\"starting signal loop\" namespace=k8s.io pid=4711""#,
    #"time="2024-05-06T10:00:01.000100000Z" level=info msg="loading plugin \"io.containerd.ttrpc.v1.task\"..." runtime=io.containerd.runc.v2 type=io.containerd.ttrpc.v1"#,
    #"time="2024-05-06T10:00:01.000100000Z" level=info msg="ImageUpdate event name:\"registry.example/api:1.2\"""#,
  ]

  private static let kernel = [
    "cni0: port 3(veth0a1b2c3d) entered disabled state", "device veth0a1b2c3d entered promiscuous mode",
    "IPv6: ADDRCONF(NETDEV_CHANGE): veth0a1b2c3d: link becomes ready", "eth0: renamed from tmp77aa",
    "overlayfs: lowerdir is in-use as upperdir/workdir of another mount, accessing files from both mounts will result in undefined behavior.",
    "audit: type=1400 audit(1714989601.100:77): apparmor=\"STATUS\" operation=\"profile_replace\" info=\"same as current profile, skipping\"",
    "hrtimer: interrupt took 12345 ns", "EXT4-fs (sdb): mounted filesystem with ordered data mode. Opts: (null)",
  ]

  private static let systemd = [
    "Started libcontainer container 9c2e.", "run-containerd-runc-k8s.io-9c2e-runc.Xy1.mount: Deactivated successfully.",
    "cri-containerd-9c2e.scope: Deactivated successfully.", "cri-containerd-9c2e.scope: Consumed 1.2s CPU time.",
    "var-lib-kubelet-pods-4b1f-volumes-kubernetes.io\\x7eprojected-api.mount: Succeeded.",
    "Created slice libcontainer container kubepods-burstable-pod4b1f.slice.",
  ]

  private static let controlPlane = [
    (
      "kube-apiserver",
      "I0506 10:00:01.000100       1 trace.go:205] Trace[77]: \"List etcd3\" key:/pods,resourceVersion:,limit:0 (06-May-2024 10:00:01.000) (total time: 612ms):"
    ),
    (
      "kube-apiserver",
      "I0506 10:00:01.000100       1 controlbuf.go:508] transport: loopyWriter.run returning. connection error: desc = \"transport is closing\""
    ),
    ("kube-apiserver", "I0506 10:00:01.000100       1 client.go:360] parsed scheme: \"passthrough\""),
    (
      "kube-controller-manager",
      "I0506 10:00:01.000100       1 replica_set.go:676] \"Finished syncing\" kind=\"ReplicaSet\" key=\"shop/api-5d7f\" duration=\"12ms\""
    ),
    ("kube-proxy", "I0506 10:00:01.000100       1 proxier.go:812] \"SyncProxyRules complete\" elapsed=\"21ms\""),
    (
      "etcd",
      #"{"level":"info","ts":"2024-05-06T10:00:01.000Z","caller":"mvcc/index.go:214","msg":"compact tree index","revision":4711}"#
    ),
    (
      "etcd",
      #"{"level":"info","ts":"2024-05-06T10:00:01.000Z","caller":"mvcc/kvstore_compaction.go:66","msg":"finished scheduled compaction","compact-revision":4711,"took":"1.1ms"}"#
    ),
  ]

  private static let lines: [(component: String, line: String)] =
    kubelet.map { ("kubelet", $0) } + containerd.map { ("containerd", $0) } + kernel.map { ("kernel", $0) }
    + systemd.map { ("systemd", $0) } + controlPlane

  @Test(arguments: lines)
  func isKeptByNobody(_ component: String, _ line: String) throws {
    let journal = "2024-05-06T10:00:01.000200+0000 n1 \(component)[900]: \(line)\n"
    let incident = try BundleReader.read(
      .memory([("nodes/n1/journal/\(component).log", journal)]), keeping: LogInterests.ofAllModes)
    #expect(incident.coverage.logs.count == 1)
    #expect(incident.records.flatMap(\.signatures) == [])
  }
}
