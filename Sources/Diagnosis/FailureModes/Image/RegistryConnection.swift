import Model

/// The node does not get as far as the registry.
extension FailureMode {
  static let registryDNSFailure = FailureMode(
    card: FailureModeCard(
      id: "registry-dns-failure", role: .fault, layer: ImagePullMode.layer,
      title: Text(en: "The registry's name cannot be resolved", ja: "レジストリの名前を解決できない"),
      what: "Pods wait in ErrImagePull and ImagePullBackOff with `lookup HOST: no such host` or `server misbehaving`.",
      why: """
        The node's own resolver does not know the registry: the host name in the image is wrong, or the node's name \
        servers fail. CoreDNS plays no part, the kubelet's runtime resolves names as the node does.
        """,
      remedies: [
        Remedy(
          .now, "Check the host in the image's name; if it is right, resolve it on the node.",
          commands: ["kubectl -n {namespace} get {kind} {name} -o yaml | grep image:", "resolvectl query REGISTRY"]),
        Remedy(.lasting, "Give the nodes name servers that know the registry."),
      ],
      references: [ImagePullMode.reference]),
    signatures: ImagePullFailure.signatures,
    recognize: {
      ImagePullMode.occurrences(of: "registry-dns-failure", "the registry's name cannot be resolved on the node", $0)
    },
    fires: ImagePullMode.example(
      "A host that does not exist",
      "failed to do request: Head \"https://registry.example.net/v2/shop/web/manifests/2.0.1\": dial tcp: lookup registry.example.net on 10.0.0.2:53: no such host",
      image: "registry.example.net/shop/web:2.0.1"),
    staysSilent: ImagePullMode.example(
      "A host that resolves and refuses",
      "failed to do request: Head \"https://registry.example.com/v2/\": dial tcp 192.0.2.7:443: connect: connection refused"
    ))

  static let registryUnreachable = FailureMode(
    card: FailureModeCard(
      id: "registry-unreachable", role: .fault, layer: ImagePullMode.layer,
      title: Text(en: "The registry cannot be reached", ja: "レジストリに接続できない"),
      what: """
        Pods wait in ErrImagePull and ImagePullBackOff with `connection refused`, `i/o timeout`, `no route to host` or an \
        error of the 5xx kind.
        """,
      why: """
        The name resolves, but nothing answers at the address: the registry is down, its port is wrong, or a firewall, \
        proxy or route lies between it and the node.
        """,
      remedies: [
        Remedy(.now, "Try the registry from the node.", commands: ["curl -v https://REGISTRY/v2/"]),
        Remedy(.lasting, "Set HTTPS_PROXY and NO_PROXY of the container runtime where the nodes need a proxy."),
      ],
      references: [ImagePullMode.reference]),
    signatures: ImagePullFailure.signatures,
    recognize: { ImagePullMode.occurrences(of: "registry-unreachable", "the registry cannot be reached", $0) },
    fires: ImagePullMode.example(
      "Nothing listens on the port",
      "failed to do request: Head \"https://192.0.2.7:5999/v2/shop/web/manifests/1\": dial tcp 192.0.2.7:5999: connect: connection refused",
      image: "192.0.2.7:5999/shop/web:1"),
    staysSilent: ImagePullMode.example(
      "The runtime is down, not the registry",
      "rpc error: code = Unavailable desc = connection error: desc = \"transport: Error while dialing: dial unix /run/containerd/containerd.sock: connect: connection refused\""
    ))

  static let registryTLSFailure = FailureMode(
    card: FailureModeCard(
      id: "registry-tls-failure", role: .fault, layer: ImagePullMode.layer,
      title: Text(en: "The node does not trust the registry's certificate", ja: "レジストリとの TLS 接続に失敗した"),
      what: """
        Pods wait in ErrImagePull and ImagePullBackOff with an `x509:` error or `server gave HTTP response to HTTPS client`.
        """,
      why: """
        The certificate is signed by an authority that the runtime does not know, has expired, or is for another name; or \
        the registry speaks plain HTTP. A node whose clock is off sees valid certificates as expired.
        """,
      remedies: [
        Remedy(
          .now, "Look at the certificate from the node.",
          commands: ["openssl s_client -connect REGISTRY:443 -servername REGISTRY </dev/null"]),
        Remedy(
          .lasting, "Give the runtime the authority (containerd: certs.d/REGISTRY/hosts.toml) and keep clocks in step."),
      ],
      references: [ImagePullMode.reference]),
    signatures: ImagePullFailure.signatures,
    recognize: {
      ImagePullMode.occurrences(of: "registry-tls-failure", "the TLS connection to the registry fails", $0)
    },
    fires: ImagePullMode.example(
      "A private authority",
      "failed to do request: Head \"https://registry.example.com/v2/\": tls: failed to verify certificate: x509: certificate signed by unknown authority"
    ),
    staysSilent: ImagePullMode.example(
      "The handshake takes too long", "Get \"https://registry.example.com/v2/\": net/http: TLS handshake timeout"))
}
