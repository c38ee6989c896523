package io.modicum.gateway.queue;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;
import static java.util.stream.Collectors.partitioningBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Measures what waits in Kafka. Every gateway tells the same, so take one of them, not the sum. */
@ApplicationScoped
class QueueMeters {

  private final Queues queues;
  private final MultiGauge lag;
  private final MultiGauge age;
  private final MultiGauge deadLetters;

  QueueMeters(Queues queues, MeterRegistry meters) {
    this.queues = queues;
    this.lag =
        MultiGauge.builder("modicum.queue.lag")
            .description("Records that a service has not acknowledged")
            .register(meters);
    this.age =
        MultiGauge.builder("modicum.queue.oldest.seconds")
            .description(
                "How long ago the first record was sent that a service did not acknowledge")
            .register(meters);
    this.deadLetters =
        MultiGauge.builder("modicum.dead.letters")
            .description("Records that stages gave up on, neither redriven nor discarded")
            .register(meters);
  }

  @Scheduled(every = "{modicum.gateway.measure-every}", concurrentExecution = SKIP)
  void measure() {
    Map<Boolean, List<Backlog>> backlogs =
        queues.backlogs(Subscription.all()).stream()
            .collect(partitioningBy(backlog -> backlog.subscription().isOfDeadLetters()));
    List<Backlog> services = backlogs.get(false);
    lag.register(rows(services, QueueMeters::ofService, Backlog::records), true);
    age.register(rows(services, QueueMeters::ofService, Backlog::oldestSeconds), true);
    deadLetters.register(rows(backlogs.get(true), QueueMeters::ofTopic, Backlog::records), true);
  }

  private static List<MultiGauge.Row<?>> rows(
      List<Backlog> backlogs, Function<Backlog, Tags> tags, Function<Backlog, Number> value) {
    return backlogs.stream()
        .<MultiGauge.Row<?>>map(
            backlog -> MultiGauge.Row.of(tags.apply(backlog), value.apply(backlog)))
        .toList();
  }

  private static Tags ofService(Backlog backlog) {
    return Tags.of(
        "group", backlog.subscription().group(), "topic", backlog.subscription().topic());
  }

  private static Tags ofTopic(Backlog backlog) {
    return Tags.of("topic", backlog.subscription().topic());
  }
}
