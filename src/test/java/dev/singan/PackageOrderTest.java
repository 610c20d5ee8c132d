package dev.singan;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data flows one way: each package knows only those above it. */
class PackageOrderTest {
    private static final List<String> ORDER = List.of(
            "base", "image", "tensor", "dataset", "gan", "metric", "classify", "study", "report", "worker", "cluster");
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.singan");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "base",
                "image",
                "tensor",
                "dataset",
                "gan",
                "metric",
                "classify",
                "study",
                "report",
                "worker",
                "cluster"
            })
    void aPackageKnowsOnlyThoseAboveIt(String name) {
        String[] below = ORDER.subList(ORDER.indexOf(name) + 1, ORDER.size()).stream()
                .map(p -> "dev.singan." + p + "..")
                .toArray(String[]::new);
        if (below.length > 0) {
            noClasses()
                    .that()
                    .resideInAPackage("dev.singan." + name + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(below)
                    .allowEmptyShould(true)
                    .check(CLASSES);
        }
    }

    /** The first: each package for itself. The others: each with all its rooms, beside its neighbours. */
    @ParameterizedTest
    @ValueSource(strings = {"dev.singan.(**)", "dev.singan.(*)..", "dev.singan.(*).(*)..", "dev.singan.(*).(*).(*).."})
    void packagesHaveNoCyclesAtAnyDepth(String slices) {
        SlicesRuleDefinition.slices().matching(slices).should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void noPackageHasMoreThanThirtyFiles() {
        Map<String, Long> files = CLASSES.stream()
                .filter(JavaClass::isTopLevelClass)
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
        assertThat(files)
                .isNotEmpty()
                .allSatisfy((name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(30));
    }

    @Test
    void noTwoClassesHaveOneSimpleName() {
        Map<String, List<String>> names = CLASSES.stream()
                .filter(one -> one.isTopLevelClass() && !one.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(
                        JavaClass::getSimpleName, Collectors.mapping(JavaClass::getName, Collectors.toList())));
        assertThat(names).isNotEmpty();
        assertThat(names.values()).allSatisfy(classes -> assertThat(classes).hasSize(1));
    }

    @Test
    void nd4jIsKnownToTensorAndClassifyOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.singan.tensor..", "dev.singan.classify..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.nd4j..", "org.bytedeco..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.singan.classify..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.deeplearning4j..")
                .check(CLASSES);
    }

    /** Whoever uses no cluster has none of these on the class path. */
    @Test
    void sparkIsKnownToTheDriverOfAClusterOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.singan.cluster.driver..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.spark..", "scala..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.singan.cluster.driver..", "dev.singan.cluster.storage..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.hadoop..")
                .check(CLASSES);
    }

    @Test
    void theLibraryKnowsNoMaven() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.maven..")
                .check(CLASSES);
    }
}
