package io.modicum.gateway.campaign;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;
import static java.util.stream.Collectors.groupingBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.modicum.gateway.forecast.Forecast;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Measures campaigns that run, the newest of them, so that labels are bounded; one that ends is
 * gone at the next round. Every gateway tells the same, so take one of them, not the sum.
 */
@ApplicationScoped
class CampaignMeters {

  private static final int MOST = 100;

  private final CampaignTable campaigns;
  private final CycleTable cycles;
  private final CampaignPulse pulse;
  private final MultiGauge states;
  private final MultiGauge labels;
  private final MultiGauge budget;
  private final MultiGauge undecided;
  private final MultiGauge accuracy;
  private final MultiGauge forecast;
  private final MultiGauge agreement;
  private final MultiGauge silence;

  CampaignMeters(
      CampaignTable campaigns, CycleTable cycles, CampaignPulse pulse, MeterRegistry meters) {
    this.campaigns = campaigns;
    this.cycles = cycles;
    this.pulse = pulse;
    states = gauge("modicum.campaigns", "Campaigns in each state", meters);
    labels = gauge("modicum.campaign.labels", "Images that have their label", meters);
    budget =
        gauge(
            "modicum.campaign.budget.labels",
            "Labels that the campaign may ask for in all",
            meters);
    undecided = gauge("modicum.campaign.undecided", "Images that wait for a label", meters);
    accuracy =
        gauge(
            "modicum.campaign.accuracy.ratio",
            "Share predicted right of what is labelled to measure it",
            meters);
    forecast =
        gauge("modicum.campaign.forecast.ratio", "Accuracy to expect at the last budget", meters);
    agreement =
        gauge(
            "modicum.campaign.agreement.ratio",
            "Share of answers that named the label, over the latest decisions",
            meters);
    silence =
        gauge(
            "modicum.campaign.silence.seconds",
            "Time since people did anything, or were asked, while images wait for them",
            meters);
  }

  private static MultiGauge gauge(String name, String description, MeterRegistry meters) {
    return MultiGauge.builder(name).description(description).register(meters);
  }

  /** The rows of all gauges that have one for each campaign. */
  private record Rows(
      List<Row<?>> labels,
      List<Row<?>> budget,
      List<Row<?>> undecided,
      List<Row<?>> accuracy,
      List<Row<?>> forecast) {

    Rows() {
      this(
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>());
    }

    void add(RegisteredCampaign campaign, List<CycleTable.Cycle> cycles) {
      Tags tags = of(campaign.id().value());
      int asked = cycles.stream().mapToInt(CycleTable.Cycle::images).sum();
      int open = cycles.stream().mapToInt(CycleTable.Cycle::undecided).sum();
      int[] budgets = campaign.specification().labelsPerCycle(campaign.pool());
      labels.add(Row.of(tags, asked - open));
      undecided.add(Row.of(tags, open));
      budget.add(
          Row.of(tags, budgets[budgets.length - 1] + campaign.specification().askedBesides()));
      List<Forecast> expected = List.of();
      for (CycleTable.Cycle cycle : cycles) {
        if (cycle.accuracy().isPresent()) {
          accuracy.add(
              Row.of(
                  tags.and("cycle", Integer.toString(cycle.cycle())),
                  cycle.accuracy().getAsDouble()));
          expected = cycle.forecast();
        }
      }
      if (!expected.isEmpty()) {
        Forecast last = expected.get(expected.size() - 1);
        forecast.add(Row.of(tags.and("bound", "lower"), last.lower()));
        forecast.add(Row.of(tags.and("bound", "expected"), last.accuracy()));
        forecast.add(Row.of(tags.and("bound", "upper"), last.upper()));
      }
    }
  }

  @Scheduled(every = "{modicum.gateway.measure-every}", concurrentExecution = SKIP)
  void measure() {
    states.register(rows(campaigns.counts(), "state"), true);
    List<RegisteredCampaign> running = campaigns.running(MOST);
    String[] ids = running.stream().map(one -> one.id().value()).toArray(String[]::new);
    Map<String, List<CycleTable.Cycle>> cyclesOf =
        cycles.list(ids).stream().collect(groupingBy(CycleTable.Cycle::campaign));
    Rows rows = new Rows();
    running.forEach(one -> rows.add(one, cyclesOf.getOrDefault(one.id().value(), List.of())));
    labels.register(rows.labels, true);
    budget.register(rows.budget, true);
    undecided.register(rows.undecided, true);
    accuracy.register(rows.accuracy, true);
    forecast.register(rows.forecast, true);
    agreement.register(rows(pulse.agreement(ids), "campaign"), true);
    silence.register(rows(pulse.silenceSeconds(ids), "campaign"), true);
  }

  private static Tags of(String campaign) {
    return Tags.of("campaign", campaign);
  }

  private static List<Row<?>> rows(Map<String, Double> values, String tag) {
    return values.entrySet().stream()
        .<Row<?>>map(value -> Row.of(Tags.of(tag, value.getKey()), value.getValue()))
        .toList();
  }
}
