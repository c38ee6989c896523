package io.modicum.gateway.labeling.cycle;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.manifest.LabelledSet;
import io.modicum.gateway.database.Sql;
import io.modicum.gateway.labeling.annotator.AnswerTable;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The rows of the table {@code task} that are decided or left out. */
@ApplicationScoped
class LabelledImageTable {

  private final Sql sql;

  LabelledImageTable(Sql sql) {
    this.sql = sql;
  }

  /** Returns the decided images up to and with a cycle that are to be learnt from, ascending. */
  List<LabelledSet.Label> decided(CampaignId campaign, int cycle) {
    return decided(campaign, cycle, "<>");
  }

  /** Returns the decided images of the evaluation sample up to and with a cycle, ascending. */
  List<LabelledSet.Label> evaluation(CampaignId campaign, int cycle) {
    return decided(campaign, cycle, "=");
  }

  private List<LabelledSet.Label> decided(CampaignId campaign, int cycle, String evaluation) {
    return sql.list(
        """
        select t.image, t.label, t.cycle, t.agreement,
          %s as annotators
        from task t
        where t.campaign = ? and t.cycle <= ? and t.state = 'decided'
          and t.purpose %s 'evaluation'
        order by t.image
        """
            .formatted(AnswerTable.ANNOTATORS, evaluation),
        row ->
            new LabelledSet.Label(
                row.getInt("image"),
                row.getInt("label"),
                row.getInt("cycle"),
                List.of((String[]) row.getArray("annotators").getArray()),
                row.getDouble("agreement")),
        campaign.value(),
        cycle);
  }

  /** Returns the images left out up to and with a cycle, in ascending order. */
  List<Integer> leftOut(CampaignId campaign, int cycle) {
    return sql.list(
        "select image from task where campaign = ? and cycle <= ? and state = 'left-out'"
            + " order by image",
        row -> row.getInt("image"),
        campaign.value(),
        cycle);
  }
}
