package io.modicum.contracts.messaging;

import io.modicum.contracts.event.Topic;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import io.smallrye.reactive.messaging.kafka.KafkaConnectorIncomingConfiguration;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.fault.KafkaFailureHandler;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jboss.logging.Logger;

/**
 * The failure strategy of all channels: a record that fails goes to its topic's dead letters,
 * unless the process is ending. Then it may have failed for an interrupted computation, or a pool
 * that takes no more work; so it is neither acknowledged nor given up, and whoever reads its
 * partition next gets it.
 */
@ApplicationScoped
@Identifier("dead-letter-while-running")
class DeadLetterWhileRunning implements KafkaFailureHandler.Factory {

  private static final Logger LOG = Logger.getLogger(DeadLetterWhileRunning.class);

  private final KafkaFailureHandler.Factory deadLetters;
  private final Stopping stopping;

  DeadLetterWhileRunning(
      @Identifier(KafkaFailureHandler.Strategy.DEAD_LETTER_QUEUE)
          KafkaFailureHandler.Factory deadLetters,
      Stopping stopping) {
    this.deadLetters = deadLetters;
    this.stopping = stopping;
  }

  @Override
  public KafkaFailureHandler create(
      KafkaConnectorIncomingConfiguration config,
      Vertx vertx,
      KafkaConsumer<?, ?> consumer,
      BiConsumer<Throwable, Boolean> reportFailure) {
    return new Handler(
        deadLetters.create(new OfTopic(config.config()), vertx, consumer, reportFailure));
  }

  /** Channels are named as the topics that they hear, whose dead letters have a name, too. */
  private static final class OfTopic extends KafkaConnectorIncomingConfiguration {

    OfTopic(Config config) {
      super(config);
    }

    @Override
    public Optional<String> getDeadLetterQueueTopic() {
      return Optional.of(Topic.named(getChannel()).deadLetter());
    }
  }

  private final class Handler implements KafkaFailureHandler {

    private final KafkaFailureHandler deadLetter;

    Handler(KafkaFailureHandler deadLetter) {
      this.deadLetter = deadLetter;
    }

    @Override
    public <K, V> Uni<Void> handle(
        IncomingKafkaRecord<K, V> record, Throwable reason, Metadata metadata) {
      if (stopping.isUnderWay()) {
        LOG.infof("a record of %s is left to whoever comes next: %s", record.getTopic(), reason);
        return Uni.createFrom().nothing();
      }
      return deadLetter.handle(record, reason, metadata);
    }

    @Override
    public void terminate() {
      deadLetter.terminate();
    }
  }
}
