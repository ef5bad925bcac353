import Model
import Testing

@testable import BundleReading

/// Bundles of other collectors: objects, pods and containers of logs, names of nodes.
@Suite struct ForeignLayoutTests {
  private typealias Sample = LayoutSample
  private let node = "depot-1.example.net"
  private let cart = LayoutSample.cart
  private let both = [
    "orders/\(LayoutSample.cart)/sidecar", "orders/\(LayoutSample.cart)/sidecar previous",
  ]

  private func expect(
    _ files: [(path: String, text: String)], logs: [String], nodes: [String] = ["depot-1.example.net"],
    objects: [String] = ["Node 2", "Pod 2"], unread: [String] = []
  ) throws {
    let incident = try Sample.incident(files)
    #expect(incident.logPlaces.sorted() == logs.sorted())
    #expect(incident.logNodes == nodes)
    let counts = Dictionary(grouping: incident.objects, by: \.kind).map { "\($0) \($1.count)" }
    #expect(counts.sorted() == objects)
    #expect(incident.coverage.unrecognised.map(\.path) == unread)
    #expect(incident.coverage.cut == [])
  }

  @Test func troubleshoot() throws {
    let root = "support-bundle-2026-11-21T04_05_00/"
    try expect(
      [
        (
          root + "version.yaml",
          "apiVersion: troubleshoot.sh/v1beta2\nkind: SupportBundle\nspec:\n  versionNumber: 0.1\n"
        ),
        (root + "cluster-resources/nodes.json", Sample.nodeList),
        (root + "cluster-resources/pods/orders.json", Sample.podList),
        (root + "cluster-resources/pods-errors.json", "[\n  \"events is forbidden: User \\\"sb\\\" cannot list\"\n]\n"),
        (root + "cluster-resources/pods/logs/orders/\(cart)/sidecar.log", Sample.app),
        (root + "cluster-resources/pods/logs/orders/\(cart)/sidecar-previous.log", Sample.app),
        (root + "cluster-info/cluster_version.json", APIDiscovery.samples[5]),
        (root + "cluster-resources/groups.json", APIDiscovery.samples[6]),
        (root + "cluster-resources/resources.json", APIDiscovery.samples[7]),
        (root + "cluster-resources/auth-cani-list/orders.json", APIDiscovery.samples[8]),
        (root + "analysis.json", CollectorReport.samples[0]),
        (root + "execution-data/summary.txt", CollectorReport.samples[1]),
        (root + "host-collectors/system/memory.json", "{\"total\":33654378496}"),
        (root + "host-collectors/system/hostos_info.json", TroubleshootHostReport.samples[0]),
        (root + "host-collectors/system/block_devices.json", "[{\"name\":\"/dev/sda\",\"kernelName\":\"sda\"}]"),
        (root + "host-collectors/journald/kubelet-info.json", "{\"command\":\"journalctl\",\"exitCode\":\"0\"}"),
        (root + "collector-errors/pods.json", "[\"timed out\"]"),
        (root + "copy-from-host/depot-1/archive.tar!/var/log/kubelet.log", Sample.klog),
        (root + "ledger-logs/ledger-0/ledger.log", Sample.app),
        (root + "host-collectors/journald/depot-1/kubelet.txt", Sample.journal),
        (root + "host-collectors/run-host/depot-1/kubelet.txt", Sample.klog),
      ], logs: both + ["orders/ledger-0/ledger"])
  }

  @Test func mustGather() throws {
    let root = "must-gather.local.7/registry-sha256-1/"
    let pod = root + "namespaces/orders/pods/\(cart)/sidecar/sidecar/logs/"
    try expect(
      [
        (root + "cluster-scoped-resources/core/nodes.yaml", Sample.nodeList),
        (root + "namespaces/orders/core/pods.yaml", Sample.podList),
        (root + "namespaces/orders/pods/\(cart)/\(cart).yaml", Sample.pods[0]),
        (pod + "current.log", Sample.app), (pod + "previous.log", Sample.app),
        (pod + "previous.insecure.log", Sample.app), (pod + "rotated/0.log.20261121-040219", Sample.app),
        (root + "host_service_logs/workers/kubelet_service.log", Sample.journal),
        (root + "version", "openshift/must-gather\n4.14.0\n"),
        (root + "etcd_info/endpoint_status.json", EtcdctlOutput.samples[3]),
        (root + "etcd_info/endpoint_health.json", EtcdctlOutput.samples[4]),
        (root + "etcd_info/alarm_list.json", EtcdctlOutput.samples[5]),
        ("must-gather.local.7/must-gather.logs", CollectorReport.samples[2]),
        ("must-gather.local.7/event-filter.html", CollectorReport.samples[3]),
      ],
      logs: both + ["orders/\(cart)/sidecar previous", "orders/\(cart)/sidecar"],
      // What etcd says of itself names no node.
      nodes: ["", "depot-1.example.net"])
  }

  @Test func clusterInfoDumpInFiles() throws {
    let logs =
      "==== START logs for container cart of pod orders/\(cart) ====\n\(Sample.app)==== END logs for container cart of pod orders/\(cart) ====\n"
      + "==== START logs for container sidecar of pod orders/\(cart) ====\nRequest log error: the server rejected our request\n==== END logs for container sidecar of pod orders/\(cart) ====\n"
    try expect(
      [
        ("dump/nodes.json", Sample.nodeList), ("dump/orders/pods.json", Sample.podList),
        ("dump/orders/\(cart)/logs.txt", logs),
      ], logs: ["orders/\(cart)/cart", "orders/\(cart)/sidecar"], nodes: [])
  }

  /// `kubectl cluster-info dump` without a folder prints all one behind the other.
  @Test func clusterInfoDumpOnStandardOutput() throws {
    let text =
      Sample.nodeList + "\n" + Sample.podList
      + "\n==== START logs for container cart of pod orders/\(cart) ====\n\(Sample.app){\"level\":\"info\"}\n==== END logs for container cart of pod orders/\(cart) ====\n"
      + "==== START logs for container ledger of pod orders/ledger-0 ====\n==== END logs for container ledger of pod orders/ledger-0 ====\n"
    try expect([("dump.txt", text)], logs: ["orders/\(cart)/cart", "orders/ledger-0/ledger"], nodes: [])
    let incident = try Sample.incident([("dump.txt", text)])
    let line = try #require(incident.containerLogs.last?.head.first)
    #expect(line.number == 4 && line.text == "cart is listening")
  }

  @Test func crustGather() throws {
    let root = "crust/namespaces/orders/v1/pod/\(cart)/"
    let journal =
      "command: journalctl -u kubelet\noutput: |\n" + Sample.journal.split(separator: "\n").map { "  \($0)\n" }.joined()
      + "errors: null\nstatus:\n  status: Success\n"
    try expect(
      [
        ("crust/cluster/v1/node/\(node).yaml", Sample.node),
        ("crust/cluster/v1/node/depot-2.example.net.yaml", Sample.otherNode),
        ("crust/namespaces/orders/v1/pod/\(cart).yaml", Sample.pods[0]),
        ("crust/namespaces/orders/v1/pod/ledger-0.yaml", Sample.pods[1]),
        (root + "sidecar/current.log", "2026-11-21T04:01:00.5Z \(Sample.app)"),
        (root + "sidecar/previous.log", Sample.app),
        ("crust/namespaces/default/v1/pod/\(node)/kubelet/current.log", journal),
        ("crust/cluster/v1/node/\(node)/kubelet.log", Sample.klog),
        ("crust/namespaces/orders/v1/pod/ledger-0.patch", CollectorReport.samples[13]),
      ], logs: both)
  }

  @Test func supportBundleKit() throws {
    let kit = "supportbundle_0a/"
    try expect(
      [
        (kit + "metadata.yaml", SupportBundleKitMetadata.samples[0]),
        (kit + "yamls/cluster/v1/nodes.yaml", Sample.nodeList),
        (kit + "yamls/namespaced/orders/v1/pods.yaml", Sample.podList),
        (kit + "logs/orders/\(cart)/sidecar.log", Sample.app), (kit + "logs/orders/\(cart)/sidecar.log.1", Sample.app),
        (kit + "nodes/depot-1.zip!/depot-1/logs/kubelet.log", Sample.journal),
        (kit + "nodes/depot-1.zip!/logs/k3s-service.log", Sample.klog),
      ], logs: both)
  }

  /// When it was taken stands in `metadata.yaml`, else in the archive's name.
  @Test func supportBundleKitTellsWhenItWasTaken() throws {
    let incident = try Sample.incident([
      ("kit/metadata.yaml", SupportBundleKitMetadata.samples[0]),
      ("kit/nodes/depot-1.zip!/logs/kubelet.log", Sample.journal),
    ])
    #expect(incident.bundle.captured?.from.rfc3339 == "2026-11-21T04:02:20Z")
    #expect(incident.records.first?.time?.rfc3339 == "2026-11-21T04:01:19.994978Z")
  }

  /// The machine on which troubleshoot ran names the files beside its report.
  @Test func troubleshootNamesItsHost() throws {
    let incident = try Sample.incident([
      ("sb/host-collectors/system/hostos_info.json", TroubleshootHostReport.samples[0]),
      ("sb/host-collectors/run-host/kubelet.txt", Sample.klog),
    ])
    #expect(incident.logNodes == ["worker-1"])
  }

  @Test func rancherLogsCollector() throws {
    let host = "depot-1-2026-11-21_04_02_14/"
    try expect(
      [
        (
          host + "rke2/kubectl/nodes",
          "NAME                  STATUS   ROLES    AGE   VERSION\n\(node)   Ready    <none>   20h   v1.33.1\ndepot-2.example.net   Ready    <none>   20h   v1.33.1\n"
        ),
        (
          host + "rke2/kubectl/pods",
          "NAMESPACE   NAME                   READY   STATUS    RESTARTS   AGE\norders      \(cart)   2/2     Running   0          62m\norders      ledger-0               1/1     Running   0          62m\n"
        ),
        (host + "rke2/podlogs/orders-ledger-0", Sample.app),
        (host + "rke2/podlogs/orders-ledger-0-previous", Sample.app),
        (host + "rke2/agent-logs/kubelet.log", Sample.klog),
        (host + "journald/rke2-agent", Sample.journal),
        (host + "etcd/memberlist", EtcdctlOutput.samples[0]), (host + "etcd/endpointstatus", EtcdctlOutput.samples[1]),
        (host + "rke2/crictl/info", RuntimeState.samples[0]), (host + "rke2/crictl/version", RuntimeState.samples[1]),
        (host + "networking/iptables", "Chain INPUT (policy ACCEPT)\ntarget prot opt source destination\n"),
        (host + "systeminfo/ulimit", "core file size          (blocks, -c) 0\n"),
        (host + "systeminfo/packages-dpkg", NodeInventory.samples[1]),
        (host + "systeminfo/file-nr", NodeInventory.samples[7]),
        (host + "rke2/crictl/containerd-version", NodeInventory.samples[6]),
        (host + "etcd/etcd-metrics", MetricsExposition.samples[0]),
      ], logs: ["orders/ledger-0/", "orders/ledger-0/ previous"])
  }

  @Test func kind() throws {
    let pod = "kind/depot-1/pods/orders_\(cart)_\(Sample.uid)/sidecar/"
    let line = "2026-11-21T04:01:00.123456789Z stdout F cart is listening\n"
    try expect(
      [
        ("kind/nodes.json", Sample.nodeList), ("kind/pods.json", Sample.podList),
        (pod + "0.log", line), (pod + "1.log", line), (pod + "0.log.20261121-040000", line),
        ("kind/depot-1/containers/ledger-0_orders_ledger-\(Sample.id).log", line),
        ("kind/depot-1/inspect.json", RuntimeState.samples[2]),
        ("kind/depot-1/kubernetes-version.txt", "v1.30.2\n"),
        ("kind/depot-1/kubelet.log", Sample.klog), ("kind/depot-1/journal.log", Sample.journal),
      ], logs: both + ["orders/\(cart)/sidecar previous", "orders/ledger-0/ledger"])
  }

  @Test func sos() throws {
    let root = "sosreport-depot-1-2026-11-21-qwertyu/sos_commands/"
    let logs = root + "kubernetes/cluster-info/orders/podlogs/\(cart)/"
    try expect(
      [
        (root + "kubernetes/kubectl_get_-o_json_nodes", Sample.nodeList),
        (root + "kubernetes/kubectl_get_-o_json_pods_--all-namespaces", Sample.podList),
        (
          root + "kubernetes/kubectl_--kubeconfig_.etc.kubernetes.admin.conf_get_-o_json_--namespace_orders_services",
          Sample.list("Service", [])
        ),
        (logs + "k8s_kubectl_--namespace_orders_logs_\(cart)_-c_sidecar", Sample.app),
        (root + "kubernetes/kubectl_logs_-n_orders_ledger-0_--previous", Sample.app),
        (root + "logs/journalctl_--no-pager_--unit_kubelet", Sample.klog),
      ], logs: [both[0], "orders/ledger-0/ledger previous"])
    let incident = try Sample.incident([(root + "kubernetes/kubectl_get_-o_json_pods_--all-namespaces", Sample.podList)]
    )
    #expect(incident.coverage.lists.map { "\($0.kind) \($0.namespace) \($0.isComplete)" } == ["Pod  true"])
  }

  @Test func aksPeriscope() throws {
    let root = "2026-11-21T04-05-00Z/depot-1/"
    let log =
      #"{"name":"\#(cart)","ready":"2/2","status":"Running","restart":0,"age":3600000000000,"containerName":"sidecar","containerLog":"cart is listening\ncart lost its database\n"}"#
    let description = """
      Name:         ledger-0
      Namespace:    orders
      Node:         \(node)/10.4.0.7
      Status:       Running
      Containers:
        ledger:
          State:          Running
          Ready:          True
          Restart Count:  0

      """
    try expect(
      [
        ("2026-11-21T04-05-00Z/nodes.json", Sample.nodeList), ("2026-11-21T04-05-00Z/pods.json", Sample.podList),
        (root + "kubeobjects/orders_pod_ledger-0", description),
        (root + "podscontainerlogs/\(cart)-sidecar", log),
        (root + "systemlogs/kubelet", Sample.klog),
      ], logs: [both[0]])
    let incident = try Sample.incident([
      (root + "podscontainerlogs/\(cart)-sidecar", log), (root + "p.json", Sample.podList),
    ])
    #expect(incident.containerLogs.first?.head.map(\.text) == ["cart is listening", "cart lost its database"])
    #expect(incident.containerLogs.first?.head.map(\.number) == [1, 1])
  }

  @Test func crashd() throws {
    try expect(
      [
        ("crashd/kubecapture/core_v1/nodes-202611210405.0000.json", Sample.nodeList),
        ("crashd/kubecapture/core_v1/orders/pods-202611210405.0000.json", Sample.podList),
        ("crashd/kubecapture/core_v1/orders/\(cart)/sidecar.log", Sample.app),
        ("crashd/10_4_0_7/sudo_journalctl__xeu_kubelet.txt", Sample.klog),
        (
          "crashd/10_4_0_7/sudo_df__i.txt",
          "Filesystem     Inodes IUsed IFree IUse% Mounted on\n/dev/sda1      100    10    90   10% /\n"
        ),
      ], logs: [both[0]])
  }
}
