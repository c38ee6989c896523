package io.modicum.gateway.labeling.task;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;

/** Tells the operator how many images wait. */
@Startup
@ApplicationScoped
class TaskMeters {

  TaskMeters(TaskTable tasks, MeterRegistry meters) {
    Gauge.builder("modicum.tasks.open", tasks, TaskTable::open)
        .description("Images that wait for a label")
        .register(meters);
  }
}
