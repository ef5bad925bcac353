import Model
import Testing

@testable import BundleReading

/// Logs of the control plane that were collected as logs of containers.
@Suite struct ContainerComponentTests {
  @Test(
    arguments: [
      ("etcd-cp-1", "etcd", "cp-1"),
      ("kube-apiserver-ip-10-0-0-7.ec2.internal", "kube-apiserver", "ip-10-0-0-7.ec2.internal"),
      ("kube-system-kube-scheduler-cp-2", "kube-scheduler", "cp-2"),
      ("kube-apiserver-7c75c5f88c-x2x5j", "kube-apiserver", ""),
      ("kube-controller-manager-m1", "kube-controller-manager", "m1"),
      ("etcd-operator-7c75c5f88c-x2x5j", nil, nil), ("etcd-0", nil, nil), ("etcd", nil, nil), ("etcd-", nil, nil),
      ("my-etcd-cp-1", nil, nil), ("kube-scheduler", nil, nil),
    ] as [(String, String?, String?)])
  func namesOfStaticPods(_ pod: String, _ name: String?, _ node: String?) {
    let component = ContainerComponent(pod: pod)
    #expect(component?.name == name && component?.node == node)
  }

  private static let zap =
    #"{"level":"warn","ts":"2026-11-21T04:24:08.616Z","caller":"etcdserver/util.go:170","msg":"apply request took too long","took":"300ms"}"#
  private static let uid = "0f8b3a526f0e4a5c9a557a1d2c3b4e5f"

  private func component(_ path: String, _ text: String) throws -> (String, String, String) {
    let log = try #require(read("\(text)\n", path: path, everything: true)?.log)
    let line = try #require(log.lines.first)
    #expect(log.extents.map(\.component) == [line.component])
    return (line.component, line.host, line.message)
  }

  @Test(arguments: [
    ("var/log/pods/kube-system_etcd-cp-1_\(uid)/etcd/0.log", "2026-11-21T04:24:08.616558423Z stderr F \(zap)", "cp-1"),
    ("pods.txt", "==== START logs for container etcd of pod kube-system/etcd-cp-1 ====\n\(zap)", "cp-1"),
    ("logs.txt", "$ kubectl -n kube-system logs etcd-cp-1\n\(zap)", "cp-1"),
    ("logs.txt", "[pod/etcd-cp-1/etcd] \(zap)", "cp-1"),
    ("logs.txt", "[pod/etcd-cp-1/etcd] 2026-11-21T04:24:08.7Z \(zap)", "cp-1"),
    ("namespaces/kube-system/logs/etcd-cp-1/etcd.log", zap, "cp-1"), ("logs/etcd-cp-1.log", zap, ""),
    ("logs/etcd-cp-1.log", "2026-11-21T04:24:08.616558423Z \(zap)", ""),
    ("namespaces/openshift-etcd/pods/etcd-cp-1/etcd/etcd/logs/current.log", "2026-11-21T04:24:08.6Z \(zap)", "cp-1"),
    ("pasted.txt", "2026-11-21T04:24:08.616558423Z stderr F \(zap)", ""), ("pasted.txt", zap, ""),
  ])
  func etcdIsFoundWhereverItsLogStands(_ path: String, _ text: String, _ host: String) throws {
    let found = try component(path, text)
    #expect(found == ("etcd", host, "apply request took too long"))
  }

  @Test(arguments: [
    ("kube-apiserver", "cacher.go"), ("kube-controller-manager", "replica_set.go"),
    ("kube-scheduler", "schedule_one.go"),
  ])
  func theOthersOfTheControlPlane(_ name: String, _ file: String) throws {
    let line = "I1121 04:01:19.994978       1 \(file):7] \"Something\""
    let stamped = "2026-11-21T04:01:19.995Z stderr F \(line)"
    for (path, text) in [
      ("var/log/pods/kube-system_\(name)-cp-1_\(Self.uid)/\(name)/3.log", stamped), ("logs/\(name)-cp-1.log", line),
      ("logs.txt", "$ kubectl logs -n kube-system \(name)-cp-1\n\(line)"),
      ("rke2/podlogs/kube-system-\(name)-cp-1", line),
    ] { #expect(try component(path, text).0 == name, "\(path)") }
  }

  /// An application may run an etcd of its own.
  @Test(arguments: [
    "namespaces/shop/logs/etcd-0/etcd.log", "var/log/pods/shop_etcd-0_\(uid)/etcd/0.log",
    "namespaces/kube-system/logs/etcd-backup-7c75c5f88c-x2x5j/backup.log",
  ])
  func othersAreNotTheClusters(_ path: String) throws {
    let facts = try #require(read("2026-11-21T04:24:08.6Z stderr F \(Self.zap)\n", path: path, everything: true))
    #expect(facts.log?.lines.isEmpty != false && facts.log?.extents.isEmpty != false)
    #expect(facts.containerLogs.count == 1)
  }
}
