package io.modicum.gateway.labeling;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.modicum.gateway.campaign.RegisteredCampaign;
import io.modicum.gateway.database.Sql;
import io.modicum.gateway.http.PageRequest;
import io.modicum.gateway.labeling.Reviews.Contested;
import io.modicum.gateway.labeling.Reviews.Opinion;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The contested rows of the table {@code task}, with their answers. */
@ApplicationScoped
class ReviewTable {

  private final Sql sql;

  ReviewTable(Sql sql) {
    this.sql = sql;
  }

  List<Contested> contested(RegisteredCampaign campaign, PageRequest page) {
    List<Task> tasks =
        sql.list(
            """
            select id, image, cycle, rank, reason from task
            where campaign = ? and state = 'contested' and id > ? order by id limit ?
            """,
            LeaseTable::task,
            campaign.id().value(),
            page.afterId(),
            page.rows());
    Map<Long, List<Opinion>> opinions = opinions(campaign, tasks);
    return tasks.stream()
        .map(
            task ->
                new Contested(
                    task.id(),
                    task.image(),
                    task.cycle(),
                    task.reason(),
                    opinions.getOrDefault(task.id(), List.of())))
        .toList();
  }

  private Map<Long, List<Opinion>> opinions(RegisteredCampaign campaign, List<Task> tasks) {
    record Said(long task, Opinion opinion) {}
    return sql
        .list(
            """
            select a.task, a.annotator, a.label, e.reason
            from answer a join audit e on e.id = a.entry
            where a.task = any(?) order by a.entry
            """,
            row -> {
              OptionalInt label = TaskTable.optionalInt(row, "label");
              return new Said(
                  row.getLong("task"),
                  new Opinion(
                      row.getString("annotator"),
                      label.isPresent()
                          ? Optional.of(campaign.classes().get(label.getAsInt()))
                          : Optional.empty(),
                      row.getString("reason")));
            },
            (Object) tasks.stream().map(Task::id).toArray(Long[]::new))
        .stream()
        .collect(groupingBy(Said::task, mapping(Said::opinion, toList())));
  }
}
