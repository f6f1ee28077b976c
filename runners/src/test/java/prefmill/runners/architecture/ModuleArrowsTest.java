package prefmill.runners.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * runners -> pipelines -> transforms, datasets; runners -> trainers -> datasets. Trainers meet
 * pipelines only at the published files.
 */
@AnalyzeClasses(packages = "prefmill", importOptions = DoNotIncludeTests.class)
class ModuleArrowsTest {
  @ArchTest
  static final ArchRule TRANSFORMS_KNOW_NO_MODULE =
      noClasses()
          .that()
          .resideInAPackage("prefmill.transforms..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "prefmill.datasets..",
              "prefmill.pipelines..",
              "prefmill.trainers..",
              "prefmill.runners..");

  // The masking key alone is read on the worker, so that it never travels in pipeline options.
  @ArchTest
  static final ArchRule TRANSFORMS_DO_NO_INPUT_OR_OUTPUT =
      noClasses()
          .that()
          .resideInAPackage("prefmill.transforms..")
          .and()
          .doNotHaveSimpleName("MaskingKey")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.nio.file..",
              "java.net..",
              "java.sql..",
              "javax.sql..",
              "org.apache.beam.sdk.io..");

  @ArchTest
  static final ArchRule DATASETS_KNOW_NEITHER_MODULE_NOR_BEAM =
      noClasses()
          .that()
          .resideInAPackage("prefmill.datasets..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "prefmill.transforms..",
              "prefmill.pipelines..",
              "prefmill.trainers..",
              "prefmill.runners..",
              "org.apache.beam..");

  @ArchTest
  static final ArchRule PIPELINES_KNOW_TRANSFORMS_AND_DATASETS =
      noClasses()
          .that()
          .resideInAPackage("prefmill.pipelines..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("prefmill.trainers..", "prefmill.runners..");

  @ArchTest
  static final ArchRule TRAINERS_KNOW_DATASETS_ONLY =
      noClasses()
          .that()
          .resideInAPackage("prefmill.trainers..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "prefmill.transforms..",
              "prefmill.pipelines..",
              "prefmill.runners..",
              "org.apache.beam..");

  @ArchTest
  static final ArchRule NAMES_SAY_WHAT_A_CLASS_DOES =
      noClasses()
          .should()
          .haveSimpleNameContaining("Util")
          .orShould()
          .haveSimpleNameContaining("Helper")
          .orShould()
          .haveSimpleNameContaining("Manager")
          .orShould()
          .haveSimpleName("Common");

  @ArchTest
  static final ArchRule THE_NAMESPACE_OF_FILES_IS_NO_PACKAGE =
      noClasses().should().resideInAPackage("prefmill.file..").allowEmptyShould(true);
}
