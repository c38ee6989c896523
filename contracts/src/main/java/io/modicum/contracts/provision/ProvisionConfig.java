package io.modicum.contracts.provision;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How {@link Provision} makes topics and bucket. */
@ConfigMapping(prefix = "modicum.provision")
public interface ProvisionConfig {

  /** Whether to make topics. */
  @WithDefault("true")
  boolean topics();

  /** Partitions of a topic: how many campaigns a service can work on at once. */
  @WithDefault("4")
  int partitions();

  /** Partitions of a work queue: how many replicas can share one campaign. */
  @WithDefault("4")
  int queuePartitions();

  /** Replicas of a topic; the broker's default if empty. */
  Optional<Short> replicationFactor();

  /** Replicas that must have a record before it counts as sent; the broker's default if empty. */
  Optional<Integer> minInsyncReplicas();

  /** How long events stay; longer than any training takes. */
  @WithDefault("30d")
  Duration retention();

  /** How long reports of progress stay. */
  @WithDefault("1d")
  Duration progressRetention();

  /** How long dead letters stay. */
  @WithDefault("90d")
  Duration deadLetterRetention();

  /** Whether to make the bucket and its lifecycle rule. */
  @WithDefault("true")
  boolean bucket();

  /** After how many whole days the store removes what nobody completed or what was overwritten. */
  @WithDefault("7d")
  Duration leftovers();
}
