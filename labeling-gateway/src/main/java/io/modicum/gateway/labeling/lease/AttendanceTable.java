package io.modicum.gateway.labeling.lease;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.gateway.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The table {@code attendance}. */
@ApplicationScoped
class AttendanceTable {

  /** How long somebody who asked for images counts as here, unless they say that they leave. */
  static final int HERE_SECONDS = 90;

  /** How long others wait for somebody who asked for images: as long as a break may take. */
  private static final int ACTIVE_SECONDS = 3600;

  /** Spares most requests of somebody who works the writing. */
  private static final int NOTED_AGAIN_SECONDS = 10;

  private final Sql sql;

  AttendanceTable(Sql sql) {
    this.sql = sql;
  }

  /** Notes that an annotator asks for images, and returns whether there is such a campaign. */
  boolean note(CampaignId campaign, String annotator) {
    return sql.first(
            """
            with asked as (select id from campaign where id = ?),
            noted as (
              insert into attendance as a (campaign, annotator) select id, ? from asked
              on conflict (campaign, annotator) do update set seen = now(), here = true
              where not a.here or a.seen < now() - make_interval(secs => ?))
            select from asked
            """,
            row -> true,
            campaign.value(),
            annotator,
            (double) NOTED_AGAIN_SECONDS)
        .isPresent();
  }

  /** Notes that an annotator has left. */
  void left(CampaignId campaign, String annotator) {
    sql.update(
        "update attendance set here = false where campaign = ? and annotator = ?",
        campaign.value(),
        annotator);
  }

  /** Returns who asked for images of a campaign not long ago. */
  List<String> active(CampaignId campaign) {
    return sql.list(
        "select annotator from attendance"
            + " where campaign = ? and seen > now() - make_interval(secs => ?)",
        row -> row.getString(1),
        campaign.value(),
        (double) ACTIVE_SECONDS);
  }
}
