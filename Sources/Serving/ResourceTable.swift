import Model

/// Objects as the `Table` that kubectl prints.
struct ResourceTable {
  private let columns: [Column]

  init(_ kind: String) {
    columns = Self.columns[kind] ?? [.name, .age]
  }

  /// The table of objects. `whole` where the request asks for each row's whole object, which kubectl sorts by.
  func table(_ objects: [Value], ages: AgeReference, whole: Bool) -> Value {
    .object([
      "kind": .text("Table"), "apiVersion": .text("meta.k8s.io/v1"),
      "metadata": .object(["resourceVersion": .text("1")]),
      "columnDefinitions": .list(
        columns.map { column in
          .object([
            "name": .text(column.name), "type": .text(column.type),
            "format": .text(column.name == "Name" ? "name" : ""), "description": .text(""),
            "priority": .number(column.priority),
          ])
        }),
      "rows": .list(
        objects.map { object in
          .object([
            "cells": .list(columns.map { $0.cell(object, ages) }),
            "object": whole ? object : Self.partial(object),
          ])
        }),
    ])
  }

  private static func partial(_ object: Value) -> Value {
    .object([
      "kind": .text("PartialObjectMetadata"), "apiVersion": .text("meta.k8s.io/v1"), "metadata": object["metadata"],
    ])
  }

  private static let columns: [String: [Column]] = [
    "Pod": PodColumns.columns, "Deployment": WorkloadColumns.deployment, "ReplicaSet": WorkloadColumns.replicaSet,
    "ReplicationController": WorkloadColumns.replicaSet, "StatefulSet": WorkloadColumns.statefulSet,
    "DaemonSet": WorkloadColumns.daemonSet, "Job": WorkloadColumns.job, "CronJob": WorkloadColumns.cronJob,
    "HorizontalPodAutoscaler": WorkloadColumns.autoscaler, "PodDisruptionBudget": WorkloadColumns.disruptionBudget,
    "Service": NetworkColumns.service, "Endpoints": NetworkColumns.endpoints,
    "EndpointSlice": NetworkColumns.endpointSlice, "Ingress": NetworkColumns.ingress,
    "IngressClass": NetworkColumns.ingressClass, "NetworkPolicy": NetworkColumns.networkPolicy,
    "Node": ClusterColumns.node, "Namespace": ClusterColumns.namespace, "Event": ClusterColumns.event,
    "Lease": ClusterColumns.lease, "ResourceQuota": ClusterColumns.quota, "ConfigMap": ClusterColumns.configMap,
    "Secret": ClusterColumns.secret, "ServiceAccount": ClusterColumns.serviceAccount, "Role": ClusterColumns.role,
    "ClusterRole": ClusterColumns.role, "RoleBinding": ClusterColumns.roleBinding,
    "ClusterRoleBinding": ClusterColumns.roleBinding, "PriorityClass": ClusterColumns.priorityClass,
    "APIService": ClusterColumns.apiService,
    "CustomResourceDefinition": ClusterColumns.customResourceDefinition,
    "MutatingWebhookConfiguration": ClusterColumns.webhooks,
    "ValidatingWebhookConfiguration": ClusterColumns.webhooks, "PersistentVolumeClaim": StorageColumns.claim,
    "PersistentVolume": StorageColumns.volume, "StorageClass": StorageColumns.storageClass,
    "VolumeAttachment": StorageColumns.attachment,
  ]
}
