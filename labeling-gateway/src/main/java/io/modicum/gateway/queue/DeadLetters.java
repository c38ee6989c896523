package io.modicum.gateway.queue;

import io.modicum.contracts.event.Event;
import io.modicum.contracts.event.Topic;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.failure.Unavailable;
import io.modicum.contracts.messaging.RecordFault;
import io.modicum.gateway.campaign.FailureRecorder;
import io.modicum.gateway.database.Sql;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.jboss.logging.Logger;

/**
 * What stages gave up on, to be sent again or done with. Those that were passed are marked by the
 * committed offsets of a consumer group, so nothing is removed. Of each batch, first the broker has
 * the records, then the database knows, and then the offset is committed: a crash in between loses
 * nothing, and repeats one batch at most.
 */
@ApplicationScoped
class DeadLetters {

  private static final Logger LOG = Logger.getLogger(DeadLetters.class);

  /** Headers that tell how a record failed (SmallRye's dead-letter strategy). */
  private static final String HOW_IT_FAILED = "dead-letter-";

  private static final Duration POLL = Duration.ofSeconds(5);
  private static final int BATCH = 500;
  private static final int LONGEST_SECONDS = (int) Duration.ofHours(1).toSeconds();

  private final Queues queues;
  private final FailureRecorder failures;
  private final Sql sql;

  DeadLetters(Queues queues, FailureRecorder failures, Sql sql) {
    this.queues = queues;
    this.failures = failures;
    this.sql = sql;
  }

  /** Returns the oldest that wait, of one topic or all. */
  List<DeadLetter> oldest(Optional<Topic<?>> topic, int limit) {
    return queues.waiting(of(topic)).stream()
        .flatMap(waits -> first(waits, limit).stream())
        .sorted(Comparator.comparing(DeadLetter::since))
        .limit(limit)
        .toList();
  }

  /** Returns how many wait, of one topic or all. */
  long count(Optional<Topic<?>> topic) {
    return queues.waiting(of(topic)).stream().mapToLong(Queues.Waiting::records).sum();
  }

  /**
   * What became of letters that waited.
   *
   * @param redriven that were sent again
   * @param discarded that were not
   */
  record Passed(long redriven, long discarded) {
    static final Passed NONE = new Passed(0, 0);

    Passed plus(Passed more) {
      return new Passed(redriven + more.redriven, discarded + more.discarded);
    }
  }

  /**
   * Sends what waits to the topics that it came from, with its headers. What fails once more waits
   * for the next time; records without a value can but fail, and are discarded, as are those that
   * no broker takes.
   */
  Passed redrive(Optional<Topic<?>> topic) {
    try (KafkaProducer<byte[], byte[]> writer = queues.writer()) {
      return pass(topic, batch -> send(batch, writer));
    }
  }

  /** Passes what waits without sending it again. */
  Passed discard(Optional<Topic<?>> topic) {
    return pass(topic, batch -> new Passed(0, batch.size()));
  }

  /** Does something about a batch of letters. */
  private interface Work extends Function<List<ConsumerRecord<byte[], byte[]>>, Passed> {}

  /** Passes what waits, under a lock, since two at a time would do all twice. */
  private Passed pass(Optional<Topic<?>> topic, Work work) {
    return QuarkusTransaction.joiningExisting()
        .timeout(LONGEST_SECONDS)
        .call(
            () -> {
              sql.first(
                  "select pg_advisory_xact_lock(hashtext('modicum dead letters'))", row -> true);
              return queues.waiting(of(topic)).stream()
                  .map(waits -> pass(waits, work))
                  .reduce(Passed.NONE, Passed::plus);
            });
  }

  private Passed send(
      List<ConsumerRecord<byte[], byte[]>> batch, KafkaProducer<byte[], byte[]> writer) {
    Map<ConsumerRecord<byte[], byte[]>, Future<RecordMetadata>> sent = new LinkedHashMap<>();
    batch.stream()
        .filter(letter -> letter.value() != null)
        .forEach(letter -> sent.put(letter, writer.send(original(letter))));
    List<ConsumerRecord<byte[], byte[]>> redriven = new ArrayList<>();
    sent.forEach(
        (letter, sending) -> {
          if (isTaken(letter, sending)) {
            redriven.add(letter);
          }
        });
    List<Event> events = redriven.stream().flatMap(letter -> event(letter).stream()).toList();
    QuarkusTransaction.requiringNew().run(() -> events.forEach(failures::redriven));
    int empty = batch.size() - sent.size();
    if (empty > 0) {
      LOG.warnf("%d records of %s have no value, and are discarded", empty, batch.get(0).topic());
    }
    return new Passed(redriven.size(), batch.size() - redriven.size());
  }

  /** Waits for the broker, and returns whether it has the record; it never has some. */
  private static boolean isTaken(
      ConsumerRecord<byte[], byte[]> letter, Future<RecordMetadata> sending) {
    try {
      sending.get();
      return true;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Unavailable("Kafka broker", stopped);
    } catch (ExecutionException failure) {
      if (!RecordFault.is(failure)) {
        throw new Unavailable("Kafka broker", failure);
      }
      LOG.errorf(
          "record %d of partition %d of %s cannot be sent again, and is discarded: %s",
          letter.offset(), letter.partition(), letter.topic(), failure.getMessage());
      return false;
    }
  }

  private static ProducerRecord<byte[], byte[]> original(ConsumerRecord<byte[], byte[]> letter) {
    List<Header> headers =
        StreamSupport.stream(letter.headers().spliterator(), false)
            .filter(header -> !header.key().startsWith(HOW_IT_FAILED))
            .toList();
    return new ProducerRecord<>(
        Topic.ofDeadLetters(letter.topic()).name(), null, letter.key(), letter.value(), headers);
  }

  /** Returns the event of a letter, or empty if it is none. */
  private static Optional<Event> event(ConsumerRecord<byte[], byte[]> letter) {
    try {
      return Optional.of(Topic.ofDeadLetters(letter.topic()).read(letter.value()));
    } catch (InvalidInput garbage) {
      return Optional.empty();
    }
  }

  /** Hands on what waits in batches, and marks each as passed. */
  private Passed pass(Queues.Waiting waits, Work work) {
    Passed passed = Passed.NONE;
    try (KafkaConsumer<byte[], byte[]> reader = reader(waits)) {
      while (reader.position(waits.partition()) < waits.to()) {
        passed = passed.plus(work.apply(next(reader, waits)));
        long next = Math.min(reader.position(waits.partition()), waits.to());
        reader.commitSync(Map.of(waits.partition(), new OffsetAndMetadata(next)));
      }
    } catch (KafkaException failure) {
      throw new Unavailable("Kafka broker", failure);
    }
    return passed;
  }

  private List<DeadLetter> first(Queues.Waiting waits, int limit) {
    List<DeadLetter> letters = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> reader = reader(waits)) {
      while (letters.size() < limit && reader.position(waits.partition()) < waits.to()) {
        next(reader, waits).stream()
            .limit(limit - letters.size())
            .map(DeadLetters::letter)
            .forEach(letters::add);
      }
    } catch (KafkaException failure) {
      throw new Unavailable("Kafka broker", failure);
    }
    return letters;
  }

  private KafkaConsumer<byte[], byte[]> reader(Queues.Waiting waits) {
    KafkaConsumer<byte[], byte[]> reader =
        queues.reader(
            Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                Subscription.REDRIVE,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                BATCH));
    reader.assign(List.of(waits.partition()));
    reader.seek(waits.partition(), waits.from());
    return reader;
  }

  /** Returns no record where the log has none for us, such as at the end of a transaction. */
  private static List<ConsumerRecord<byte[], byte[]>> next(
      KafkaConsumer<byte[], byte[]> reader, Queues.Waiting waits) {
    long before = reader.position(waits.partition());
    List<ConsumerRecord<byte[], byte[]>> batch =
        reader.poll(POLL).records(waits.partition()).stream()
            .filter(letter -> letter.offset() < waits.to())
            .toList();
    if (batch.isEmpty() && reader.position(waits.partition()) == before) {
      throw new TimeoutException("no record of " + waits.partition() + " within " + POLL);
    }
    return batch;
  }

  private static DeadLetter letter(ConsumerRecord<byte[], byte[]> record) {
    Header reason = record.headers().lastHeader(HOW_IT_FAILED + "reason");
    return new DeadLetter(
        record.topic(),
        record.partition(),
        record.offset(),
        record.key() == null ? "" : text(record.key()),
        reason == null || reason.value() == null ? "" : text(reason.value()),
        Instant.ofEpochMilli(record.timestamp()));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static List<Subscription> of(Optional<Topic<?>> topic) {
    return Subscription.ofDeadLetters().stream()
        .filter(
            subscription ->
                topic.map(one -> subscription.topic().equals(one.deadLetter())).orElse(true))
        .toList();
  }
}
