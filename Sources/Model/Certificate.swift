/// Until when a certificate is valid, as `kubeadm certs check-expiration` or `openssl x509` shows it.
public struct Certificate: Sendable {
  /// What it is called: `apiserver`, `etcd-server`, `admin.conf` of kubeadm, the common name of its subject, or its file.
  public var name: String
  /// The node; empty where nothing tells it.
  public var node: String
  /// The first time at which it is not valid any more.
  public var expires: Moment
  /// Where that stands.
  public var evidence: Evidence

  /// A certificate's dates.
  public init(name: String, node: String, expires: Moment, evidence: Evidence) {
    self.name = name
    self.node = node
    self.expires = expires
    self.evidence = evidence
  }
}
