import Model

/// An Ingress leads to a Service that does not exist.
extension FailureMode {
  static let ingressOrGatewayBackendMissing = FailureMode(
    card: FailureModeCard(
      id: "ingress-or-gateway-backend-missing", role: .fault, layer: "CNI, network, DNS",
      title: Text(en: "An Ingress leads to a Service that does not exist", ja: "Ingress の転送先 Service が存在しない"),
      what: "Requests of one host or path get 503 or 404; the Ingress names a Service that is not in its namespace.",
      why: "The API takes an Ingress with any name. A Service was renamed or deleted, or the name is mistyped.",
      remedies: [
        Remedy(
          .now, "Correct the name in the Ingress, or create the Service.",
          commands: ["kubectl -n {namespace} describe ingress {name}", "kubectl -n {namespace} get services"])
      ],
      references: ["https://kubernetes.io/docs/concepts/services-networking/ingress/"]),
    signatures: [MissingBackend.signature],
    recognize: { MissingBackend.occurrences($0) },
    fires: MissingBackend.example("A letter is missing", backend: "stor"),
    staysSilent: MissingBackend.example("The Service is there", backend: "store"))
}

/// Ingresses without the Service that they lead to.
private enum MissingBackend {
  /// The ingress controller's words about it.
  static let signature = LogSignature(
    "ingress-backend-missing", component: "ingress-controller",
    literals: ["Error obtaining Endpoints for Service ", "no object matching key "])

  static func occurrences(_ investigation: Investigation) -> [Occurrence] {
    var told = Set<String>()
    return investigation.index.objects(kind: "Ingress").flatMap { ingress -> [Occurrence] in
      guard ingress.deleted == nil, investigation.services.knowsAll(in: ingress.namespace) else { return [] }
      return backends(of: ingress).compactMap { name, evidence in
        guard investigation.services.service(of: name, from: ingress.namespace) == nil,
          told.insert("\(ingress.reference.path) \(name)").inserted
        else { return nil }
        let key = "\"\(ingress.namespace)/\(name)\""
        let line = investigation.incident.records(signature.id).last { $0.message.firstRange(of: key) != nil }
        let similar = ServiceName(name, from: ingress.namespace, namespaces: [])
          .flatMap { investigation.services.similar(to: $0) }
        var occurrence = Occurrence(
          subject: ingress.reference,
          joints: [.object(ingress.reference.path), .namespace(ingress.namespace)], span: nil,
          text: "\(ingress.reference.path) leads to a Service \(name), which does not exist"
            + (similar.map { ", while \($0.reference.path) does" } ?? ""),
          evidence: [evidence] + [line?.evidence, similar?.evidence].compactMap { $0 })
        occurrence.confidence = line == nil ? .likely : .proven
        // Without a word of the controller it may be left over from something that was removed on purpose.
        occurrence.harmsByItself = line != nil || similar != nil
        occurrence.affected = [.init(entity: ingress.reference, role: .culprit, effect: "its requests fail")]
        return occurrence
      }
    }
  }

  /// The Services that an Ingress names, with their lines.
  private static func backends(of ingress: KubernetesObject) -> [(String, Evidence)] {
    var found: [(String, Evidence)] = []
    for path in ["spec.defaultBackend.service.name", "spec.backend.serviceName"] {
      guard let value = ingress.value(at: path), let name = value.string else { continue }
      found.append((name, ingress.evidence(for: value, field: path)))
    }
    for (rule, entry) in (ingress.value(at: "spec.rules")?.items ?? []).enumerated() {
      for (offset, path) in (entry.value(at: "http.paths")?.items ?? []).enumerated() {
        for key in ["backend.service.name", "backend.serviceName"] {
          guard let value = path.value(at: key), let name = value.string else { continue }
          found.append((name, ingress.evidence(for: value, field: "spec.rules.\(rule).http.paths.\(offset).\(key)")))
        }
      }
    }
    return found
  }

  static func example(_ title: String, backend: String) -> Example {
    Example(
      title,
      [
        (
          "shop.yaml",
          StartExample.documents(
            """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: web, namespace: shop, uid: i1, creationTimestamp: "2024-05-06T08:00:00Z"}
            spec:
              rules:
              - host: shop.example.com
                http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: \(backend), port: {number: 80}}}}]}
            status: {loadBalancer: {}}

            """, ApplicationExample.service("store", port: 80))
        )
      ])
  }
}
