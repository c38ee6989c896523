package io.modicum.system;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.modicum.contracts.event.Topic;
import java.util.List;
import java.util.Map;

/** The module and package boundaries of the architecture. */
@AnalyzeClasses(
    packages = "io.modicum",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {

  private static final String INCOMING = "org.eclipse.microprofile.reactive.messaging.Incoming";

  private static final Map<String, String> SERVICES =
      Map.of(
          "pretrain", "pretrain-service",
          "inference", "inference-service",
          "acquisition", "acquisition-service",
          "gateway", "labeling-gateway");

  /** Leaves out what the contracts module lends to the tests of others. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  @ArchTest
  static final ArchRule servicesNeverDependOnEachOther =
      slices()
          .matching("io.modicum.(pretrain|inference|acquisition|gateway)..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule contractsDependOnNoService =
      noClasses()
          .that()
          .resideInAPackage("io.modicum.contracts..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.modicum.pretrain..",
              "io.modicum.inference..",
              "io.modicum.acquisition..",
              "io.modicum.gateway..",
              "io.modicum.local..",
              "io.modicum.experiments..");

  @ArchTest
  static void roomsOfAModuleHaveNoCircle(JavaClasses classes) {
    for (String module :
        List.of(
            "contracts",
            "pretrain",
            "inference",
            "acquisition",
            "gateway",
            "local",
            "experiments")) {
      for (String rooms : List.of(".(*)..", ".(**)")) {
        slices().matching("io.modicum." + module + rooms).should().beFreeOfCycles().check(classes);
      }
    }
  }

  private static final String[] ALGORITHMS = {
    "io.modicum.contracts.failure..",
    "io.modicum.contracts.campaign..",
    "io.modicum.contracts.catalogue..",
    "io.modicum.contracts.acquisition..",
    "io.modicum.contracts.event..",
    "io.modicum.contracts.manifest..",
    "io.modicum.contracts.stage..",
    "io.modicum.contracts.store..",
    "io.modicum.contracts.vector..",
    "io.modicum.pretrain.dataset..",
    "io.modicum.pretrain.engine..",
    "io.modicum.pretrain.network..",
    "io.modicum.pretrain.augmentation..",
    "io.modicum.pretrain.feed..",
    "io.modicum.pretrain.method..",
    "io.modicum.pretrain.training..",
    "io.modicum.pretrain.export..",
    "io.modicum.inference.head..",
    "io.modicum.inference.linear..",
    "io.modicum.acquisition.function..",
    "io.modicum.acquisition.matrix..",
    "io.modicum.gateway.agreement.."
  };

  private static final String[] FRAMEWORKS = {
    "io.quarkus..", "io.smallrye..", "jakarta..", "org.eclipse.microprofile..", "org.apache.kafka.."
  };

  /** What a service finds by a scope annotation: what can be named, and decoders of images. */
  private static final DescribedPredicate<JavaClass> FOUND =
      assignableTo("io.modicum.contracts.catalogue.Offering")
          .or(assignableTo("io.modicum.pretrain.dataset.picture.ImageDecoder"));

  @ArchTest
  static final ArchRule algorithmsAreFreeOfFrameworks =
      noClasses()
          .that()
          .resideInAnyPackage(ALGORITHMS)
          .and(not(FOUND))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(FRAMEWORKS);

  @ArchTest
  static final ArchRule whatIsFoundHasAScopeAndNothingElseOfFrameworks =
      noClasses()
          .that()
          .resideInAnyPackage(ALGORITHMS)
          .and(FOUND)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(FRAMEWORKS)
                  .and(not(name("jakarta.enterprise.context.ApplicationScoped"))));

  @ArchTest
  static final ArchRule onlyMessagingHearsTopics =
      noClasses()
          .that()
          .resideOutsideOfPackage("..messaging..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName(INCOMING);

  @ArchTest
  static void servicesHearTheTopicsThatTheTableGivesThem(JavaClasses classes) {
    Map<String, List<String>> heard =
        classes.stream()
            .flatMap(type -> type.getMethods().stream())
            .filter(method -> method.isAnnotatedWith(INCOMING))
            .collect(
                groupingBy(
                    method -> SERVICES.get(room(method.getOwner())),
                    mapping(
                        method ->
                            (String)
                                method.getAnnotationOfType(INCOMING).get("value").orElseThrow(),
                        toList())));

    assertThat(heard).containsOnlyKeys(SERVICES.values());
    heard.forEach(
        (service, topics) ->
            assertThat(topics)
                .as(service)
                .containsExactlyInAnyOrderElementsOf(
                    Topic.heardBy(service).stream().map(Topic::name).toList()));
  }

  /** Returns the third part of a class's name, e.g. {@code pretrain}. */
  private static String room(JavaClass type) {
    return type.getName().split("\\.")[2];
  }
}
