package io.modicum.checks.chart;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;
import java.util.Map;

/**
 * KEDA's objects, as far as the chart may use them (<a
 * href="https://keda.sh/docs/2.17/reference/scaledobject-spec/">ScaledObject</a>, <a
 * href="https://keda.sh/docs/2.17/concepts/authentication/">TriggerAuthentication</a>): no library
 * on Maven Central has their models.
 */
final class Keda {

  private Keda() {}

  @Group("keda.sh")
  @Version("v1alpha1")
  static final class ScaledObject extends CustomResource<ScaledObjectSpec, Void>
      implements Namespaced {
    private static final long serialVersionUID = 1L;
  }

  record ScaledObjectSpec(
      Target scaleTargetRef,
      int minReplicaCount,
      int maxReplicaCount,
      int cooldownPeriod,
      List<Trigger> triggers) {}

  record Target(String name) {}

  record Trigger(String type, Map<String, String> metadata, Reference authenticationRef) {}

  record Reference(String name) {}

  @Group("keda.sh")
  @Version("v1alpha1")
  static final class TriggerAuthentication extends CustomResource<AuthenticationSpec, Void>
      implements Namespaced {
    private static final long serialVersionUID = 1L;
  }

  record AuthenticationSpec(List<SecretTarget> secretTargetRef) {}

  record SecretTarget(String parameter, String name, String key) {}
}
