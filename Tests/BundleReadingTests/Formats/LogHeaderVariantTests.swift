import Model
import Testing

@testable import BundleReading

/// One line for each way in which real files begin their lines.
@Suite struct LogHeaderVariantTests {
  @Test(
    arguments: [
      ("I0114 17:55:49.989510   12551 kubelet.go:1882] SyncLoop (ADD, \"api\"): \"p_m(4ec4)\"", "klog", "kubelet.go"),
      (
        "W0427 02:19:54.475838       1 controllermanager.go:478] \"tokencleaner\" is disabled", "klog",
        "controllermanager.go"
      ),
      ("0905 15:42:13.182280   23506 eviction_manager.go:142] Failed to admit pod", "klog", "eviction_manager.go"),
      ("kubelet_volumes.go:154] orphaned pod \"xxx\" found", "klog", "kubelet_volumes.go"),
      (
        "Dec 08 16:41:26 paas-slave-20-45 kubelet[31640]: INFO:1208 16:41:26.682756   31640 kubelet.go:1894] x",
        "journal-short", "kubelet.go"
      ),
      (
        "Apr 14 23:53:09 k8s-node-xxx kubelet[27036]: F0414 23:53:09.157669   27036 server.go:141] read",
        "journal-short", "server.go"
      ),
      (
        "Apr  1 00:02:25 redhat79 kubelet: I0401 00:02:25.365462    3553 kubelet_pods.go:894] \"U\" pod=\"d/x\"",
        "journal-short", "kubelet_pods.go"
      ),
      (
        "5月 26 18:42:17 xxxx dockerd[19053]: time=\"2021-05-26T18:42:17+08:00\" level=warning msg=\"x\"",
        "journal-short", ""
      ),
      (
        "jan 08 15:44:58 k8sw09 origin-node[14927]: I0108 15:44:58.251201   14927 reconciler.go:252] x",
        "journal-short", "reconciler.go"
      ),
      ("Nov 12 15:15:41 kernel: exe: page allocation failure: order:6, mode:0x10c0d0", "journal-short", ""),
      (
        "kubelet[687]: I0315 15:14:54.179765     687 mount_linux.go:453] `fsck` error", "journal-short",
        "mount_linux.go"
      ),
      (
        "Jun 28 20:40:37 w k3s[753]: I0628 20:40:37.391775     753 reconciler_common.go:172] \"x\"", "journal-short",
        "reconciler_common.go"
      ),
      (
        "Jun  8 10:48:13 compute4 kernel: [1694413.621694] nf_conntrack: table full, dropping packet", "journal-short",
        ""
      ),
      ("[766396.293089] XFS (sdf): Superblock has unknown read-only compatible features (0x6) enabled.", "dmesg", nil),
      ("[Sat Dec 10 18:52:01 2022] audit: type=1400 audit(1670698321.515:7214): avc:  denied", "dmesg", nil),
      ("[Apr14 02:46] SLUB: Unable to allocate memory on node -1 (gfp=0x8020)", "dmesg", nil),
      ("[  +0.000006]   cache: blkdev_ioc(480:73b7), object size: 104", "dmesg", nil),
      ("[ 1052.080846][   T41] INFO: task", "dmesg", nil),
      ("time=\"2020-04-16T08:49:27Z\" level=info msg=\"GRPC request: {\\\"target_path\\\":\\\"/var/lib", "logfmt", ""),
      ("Jul 23 11:20:11 k8s-m1 containerd[9186]: panic: runtime error: invalid memory address", "journal-short", ""),
      ("INFO[2022-04-15T14:14:01.755841221+08:00] starting containerd     revision=ea version=v1.3.9", "logfmt", ""),
      ("Apr 11 15:11:48 xxx cri-dockerd[5894]: level=info msg=\"Pulling the image\"", "journal-short", ""),
      (
        "2023-08-09T14:24:23.168674384Z E0809 14:24:23.168466   17369 mount_linux.go:195] Mount failed", "klog",
        "mount_linux.go"
      ),
      ("2022-07-12 09:11:45.659987 W | pkg/flags: unrecognized environment variable", "capnslog", ""),
      (
        "{\"level\":\"warn\",\"ts\":\"2021-09-10T17:14:50.559+0800\",\"caller\":\"embed/config_logging.go:279\",\"msg\":\"r\"}",
        "klog-json", "config_logging.go"
      ),
      (
        "Apr  1 00:02:21 redhat79 etcd: {\"level\":\"warn\",\"ts\":\"2024-04-01T00:02:21.54608+0800\",\"caller\":\"rafthttp/probing_status.go:82\",\"msg\":\"p\"}",
        "journal-short", "probing_status.go"
      ),
      ("Trace[916838159]: [30.000454926s] [30.000454926s] END", "klog", ""),
      (
        "[ERROR] plugin/kubernetes: pkg/mod/k8s.io/client-go@v0.26.1/tools/cache/reflector.go:169: Failed",
        "application-log", nil
      ),
      ("2022-02-11 18:58:13,604 - util.py[DEBUG]: Cloud-init v. 21.4", "application-log", nil),
      ("2026-01-13T15:04:41.339766781+08:00 {\"message\":\"service config\"}", "application-log", nil),
      ("2025-08-13 01:45:01.123 PDT [12345] LOG:  starting PostgreSQL 15.4", "application-log", nil),
      ("type=AVC msg=audit(1686166397.967:2849): avc:  denied  { dac_override }", "audit-records", ""),
      (
        "    Warning  EvictionThresholdMet     3m57s (x1434 over 4h3m)  kubelet, x  Attempting to reclaim",
        "kubectl-describe", nil
      ),
      (
        "  4h        1m        118    {kubelet node-7}     Warning    FailedMount    Unable to mount volumes",
        "kubectl-describe", nil
      ),
      ("119s        Normal    ScalingReplicaSet   deployment/x     Scaled up replica set", "kubectl-table", nil),
      ("2026/03/17 16:26:34 [emerg] 1#1: host not found in upstream", "application-log", nil),
      ("16:30:56.705718 IP 10.0.100.3.48683 > 10.0.100.15.8472: OTV, flags [I] (0x08)", "network-state", nil),
      (
        "ERROR: logging before flag.Parse: I0108 18:11:54.017909      1 volume.go:73] OpenEBS volume", "klog",
        "volume.go"
      ),
      ("Apr 15 13:46:42 xxx kernel: bash[4028]: segfault at fa8 ip 0000000000440c58 error 4", "journal-short", ""),
      (
        "Apr 08 13:31:09 kube-cluster-node-xxx dockerd[10628]: time=\"2019-04-08T13:31:09.609938386+08:00\" level=info msg=\"Container 17\"",
        "journal-short", ""
      ),
      (
        "Jul 23 11:20:11 k8s-m1 containerd[9186]: time=\"2020-07-23T11:20:11.481459735+08:00\" level=info msg=\"loading plugin \"io.containerd.x\"...\" type=io",
        "journal-short", ""
      ),
      ("etcd: rejected connection from \"10.129.173.93:47566\" (error \"EOF\", ServerName \"\")", "journal-short", ""),
      ("● containerd.service loaded failed failed containerd container runtime", "systemctl-status", nil),
      ("[pvc-a475fe89-3cf0-4d02-b944-e3c81b166f6e-e-0] time=\"2026-01-26T10:40:35Z\" level=warning", "logfmt", ""),
      ("[pvc-a475fe89-e-0] 2026-01-26 10:40:35 backend is slow", nil, nil),
      (
        "2026-01-13T15:04:48.214402741+08:00 {\"instant\":{\"epochSecond\":1768287887},\"level\":\"INFO\"}",
        "application-log", nil
      ),
      ("somebody: rejected connection from 10.129.173.93:47566", nil, nil),
      ("Apr 15 13:46:32 xxx supervisord: 2022-04-15 13:46:32,958 INFO exited: prometheus_00", "journal-short", ""),
    ] as [(String, String?, String?)])
  func aLineIsReadAsWhatItIs(_ line: String, _ format: String?, _ callSite: String?) throws {
    let facts = read("\(line)\n", path: "pasted.txt", everything: true)
    #expect(facts?.format == format)
    guard let callSite else { return }
    let kept = try #require(facts?.log?.lines.first)
    #expect(kept.callSite == callSite && kept.evidence.text == line && !kept.message.isEmpty)
  }
}
