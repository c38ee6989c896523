package io.modicum.gateway.labeling.review;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.modicum.gateway.campaign.RegisteredCampaign;
import io.modicum.gateway.database.Sql;
import io.modicum.gateway.http.PageRequest;
import io.modicum.gateway.labeling.review.Reviews.Contested;
import io.modicum.gateway.labeling.review.Reviews.Opinion;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The contested rows of the table {@code task}, with their answers. */
@ApplicationScoped
class ReviewTable {

  private final Sql sql;

  ReviewTable(Sql sql) {
    this.sql = sql;
  }

  List<Contested> contested(RegisteredCampaign campaign, PageRequest page) {
    record Asked(long task, int image, int cycle, String reason) {}
    List<Asked> images =
        sql.list(
            """
            select id, image, cycle, reason from task
            where campaign = ? and state = 'contested' and id > ? order by id limit ?
            """,
            row ->
                new Asked(
                    row.getLong("id"),
                    row.getInt("image"),
                    row.getInt("cycle"),
                    row.getString("reason")),
            campaign.id().value(),
            page.afterId(),
            page.rows());
    Map<Long, List<Opinion>> opinions =
        opinions(campaign, images.stream().map(Asked::task).toArray(Long[]::new));
    return images.stream()
        .map(
            image ->
                new Contested(
                    image.task(),
                    image.image(),
                    image.cycle(),
                    image.reason(),
                    opinions.getOrDefault(image.task(), List.of())))
        .toList();
  }

  private Map<Long, List<Opinion>> opinions(RegisteredCampaign campaign, Long[] tasks) {
    record Said(long task, Opinion opinion) {}
    return sql
        .list(
            """
            select a.task, a.annotator, a.label, e.reason
            from answer a join audit e on e.id = a.entry
            where a.task = any(?) order by a.entry
            """,
            row ->
                new Said(
                    row.getLong("task"),
                    new Opinion(
                        row.getString("annotator"),
                        Optional.ofNullable(row.getObject("label", Integer.class))
                            .map(campaign.classes()::get),
                        row.getString("reason"))),
            (Object) tasks)
        .stream()
        .collect(groupingBy(Said::task, mapping(Said::opinion, toList())));
  }
}
