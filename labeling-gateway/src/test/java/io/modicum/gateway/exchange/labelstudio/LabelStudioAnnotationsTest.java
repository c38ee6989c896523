package io.modicum.gateway.exchange.labelstudio;

import static io.modicum.gateway.exchange.labelstudio.LabelStudioProject.choice;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.gateway.testing.Api;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people do in Label Studio becomes answers, corrections and withdrawals. */
@QuarkusTest
class LabelStudioAnnotationsTest extends LabelStudioTest {

  @Test
  void takesAnnotationsAsAnswers() {
    // Given
    LabelStudioProject project = asking(7, 2);

    // When
    Api.Answer heard = project.created(17, 1, "plum");
    project.created(18, 2, "apple");

    // Then
    assertThat(heard.status()).isEqualTo(202);
    await(() -> view(project.campaign()), view -> view.path("tasks").path("answered").asInt() == 2);
    assertThat(project.csv())
        .contains("2,apple,0,1.0,label-studio:1,", "7,plum,0,1.0,label-studio:1,");
  }

  @Test
  void takesCorrections() {
    // Given
    LabelStudioProject project = asking(7, 2, 9);
    project.created(17, 1, "plum");

    // When
    project.updated(17, 1, "pear");

    // Then
    List<JsonNode> corrected =
        await(() -> project.audit("corrected"), entries -> !entries.isEmpty());
    assertThat(corrected)
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.path("image").asInt()).isEqualTo(7);
              assertThat(entry.path("label").asText()).isEqualTo("pear");
              assertThat(entry.path("actor").asText()).isEqualTo("label-studio:1");
            });
    assertThat(project.csv()).contains("7,pear,0,1.0,label-studio:1,");
  }

  @Test
  void withdrawsTheAnswerOfAnAnnotationThatIsDeleted() {
    // Given
    LabelStudioProject project = asking(7, 2, 9);
    project.created(17, 1, "plum");
    project.created(18, 2, "apple");

    // When
    project.deleted(18);

    // Then
    List<JsonNode> withdrawn =
        await(() -> project.audit("withdrawn"), entries -> entries.size() == 1);
    assertThat(withdrawn.get(0).path("image").asInt()).isEqualTo(2);
    assertThat(view(project.campaign()).path("tasks").path("open").asInt()).isEqualTo(2);
  }

  @Test
  void withdrawsTheAnswerOfAnAnnotationThatIsSkipped() {
    // Given
    LabelStudioProject project = asking(7, 2, 9);
    project.created(18, 2, "apple");

    // When
    project.skipped(18, 2);

    // Then
    List<JsonNode> withdrawn =
        await(() -> project.audit("withdrawn"), entries -> entries.size() == 1);
    assertThat(withdrawn.get(0).path("image").asInt()).isEqualTo(2);
  }

  @Test
  void takesACorrectionOfWhatItNeverHeardOfAsAnAnswer() {
    // Given
    LabelStudioProject project = asking(7, 2, 9);
    project.deleted(99);

    // When
    project.updated(17, 1, "plum");

    // Then
    List<JsonNode> answered =
        await(() -> project.audit("answered"), entries -> entries.size() == 1);
    assertThat(answered.get(0).path("image").asInt()).isEqualTo(7);
    assertThat(project.problem()).isEmpty();
  }

  @Test
  void saysWhichChoiceIsNoClass() {
    // Given
    LabelStudioProject project = asking(7, 2);

    // When
    project.created(17, 1, "kiwi");

    // Then
    assertThat(await(project::problem, problem -> !problem.isEmpty()))
        .contains("kiwi", "apple, pear, plum");
  }

  @Test
  void passesOverAnnotationsThatAreOddAndTakesThoseBehindThem() {
    // Given
    LabelStudioProject project = asking(7, 2, 9);
    studio.breakTask(1);
    project.created(17, 1, "plum");
    project.created(18, 99, "plum");

    // When
    Api.Answer several =
        project.event(
            """
            {'action': 'ANNOTATIONS_CREATED', 'annotation': [{'id': 19, 'task': 2, 'result': [%s, %s]},
              'odd', {'id': 20, 'task': 3, 'completed_by': 1, 'result': [%s]}]}
            """
                .formatted(choice("plum"), choice("pear"), choice("apple")));

    // Then
    assertThat(several.status()).isEqualTo(202);
    await(project::csv, labels -> labels.contains("9,apple,0,1.0,label-studio:1,"));
    JsonNode state = project.state();
    assertThat(state.path("passedOver").asInt()).isEqualTo(3);
    assertThat(state.path("lastPassedOver").asText()).contains("without a number");
    assertThat(metrics()).contains("modicum_label_studio_passed_over_total{kind=\"annotation\"");
  }

  @Test
  void takesTheChoiceNamedLabelAmongOthers() {
    // Given
    LabelStudioProject project = asking(7, 2);
    String other = choice("pear").replace("label", "quality");

    // When
    project.changed("ANNOTATION_CREATED", 17, 1, "[" + other + ", " + choice("plum") + "]", false);

    // Then
    assertThat(await(project::csv, labels -> labels.lines().count() == 2))
        .contains("7,plum,0,1.0,label-studio:1,");
  }

  @Test
  void takesNoteOfAnnotationsWhileTheProjectTakesTasks() {
    // Given
    DatasetId dataset = readyDataset();
    LabelStudioProject project = connected(dataset);
    studio.hold();
    request(project.campaign(), dataset, 0, 7, 2);
    await(studio::held, held -> held == 1);

    // When
    Api.Answer heard = project.created(17, 1, "plum");

    // Then
    assertThat(heard.status()).isEqualTo(202);
    assertThat(project.problem()).as("nothing has failed").isEmpty();
    studio.release();
    await(project::csv, labels -> labels.contains("7,plum,0,1.0,label-studio:1,"));
  }

  @Test
  void aProjectThatDoesNotAnswerKeepsNoOtherWaiting() {
    // Given
    LabelStudioProject hanging = asking(7, 2);
    studio.hold();
    hanging.created(17, 1, "plum");
    await(studio::held, held -> held == 1);
    try (LabelStudioServer working = LabelStudioServer.start()) {
      DatasetId dataset = readyDataset();
      LabelStudioProject project =
          new LabelStudioProject(api, working, campaign(dataset, "'budgets': ['2', '4']"));
      project.connect();
      request(project.campaign(), dataset, 0, 4, 5);
      await(working::tasks, sent -> sent.size() == 2);

      // When
      project.created(17, 1, "pear");

      // Then
      await(project::csv, labels -> labels.contains("4,pear,0,1.0,label-studio:1,"));
      assertThat(hanging.problem()).as("nothing has failed").isEmpty();
    }
    studio.release();
    await(hanging::csv, labels -> labels.contains("7,plum,0,1.0,label-studio:1,"));
  }
}
