package io.modicum.gateway.exchange.labelstudio;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.modicum.contracts.campaign.CampaignId;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Reports what a bridge to Label Studio rejects, so that people can see to it. */
@Startup
@ApplicationScoped
class Rejections {

  private static final Logger LOG = Logger.getLogger(Rejections.class);

  private final BridgeTable bridges;
  private final Counter annotations;
  private final Counter tasks;

  Rejections(BridgeTable bridges, MeterRegistry meters) {
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

  /** An annotation leads to no answer. */
  void annotation(CampaignId campaign, RuntimeException why) {
    LOG.warnf(why, "campaign %s passes over an annotation of Label Studio", campaign);
    annotations.increment();
    bridges.rejected(campaign, String.valueOf(why.getMessage()));
  }

  /** A task is not sent again before it has rested. */
  void task(CampaignId campaign, long task, String why, Duration rest) {
    LOG.warnf("campaign %s does not get task %d into Label Studio: %s", campaign, task, why);
    tasks.increment();
    bridges.refused(campaign, task, why, rest);
  }
}
