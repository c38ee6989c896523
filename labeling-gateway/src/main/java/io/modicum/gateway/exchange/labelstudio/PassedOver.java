package io.modicum.gateway.exchange.labelstudio;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.modicum.contracts.campaign.CampaignId;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Tells of what a bridge to Label Studio passes over, so that people can see to it. */
@Startup
@ApplicationScoped
class PassedOver {

  private static final Logger LOG = Logger.getLogger(PassedOver.class);

  private final BridgeTable bridges;
  private final Counter annotations;
  private final Counter tasks;

  PassedOver(BridgeTable bridges, MeterRegistry meters) {
    this.bridges = bridges;
    this.annotations = counter("annotation", meters);
    this.tasks = counter("task", meters);
  }

  private static Counter counter(String kind, MeterRegistry meters) {
    return Counter.builder("modicum.label.studio.passed.over")
        .description("Annotations not taken, and tasks refused, that others went past")
        .tag("kind", kind)
        .register(meters);
  }

  /** An annotation is not taken. */
  void annotation(CampaignId campaign, RuntimeException why) {
    LOG.warnf(why, "campaign %s passes over an annotation of Label Studio", campaign);
    annotations.increment();
    bridges.passedOver(campaign, String.valueOf(why.getMessage()));
  }

  /** A task is not sent before it has rested. */
  void task(CampaignId campaign, long task, String why, Duration rest) {
    LOG.warnf("campaign %s does not get task %d into Label Studio: %s", campaign, task, why);
    tasks.increment();
    bridges.refused(campaign, task, why, rest);
  }
}
