package dev.arclet;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packages follow the road of an alert, and each may use only those before it. */
class RoadOrderTest {
    private static final List<String> ROAD = List.of(
            "text",
            "alert",
            "picture",
            "scoring",
            "latency",
            "watch",
            "stream",
            "night",
            "sky",
            "evaluation",
            "load",
            "compare",
            "kafka",
            "web",
            "config",
            "cli");

    private static JavaClasses program;

    @BeforeAll
    static void readClasses() {
        program = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.arclet");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text",
                "alert",
                "picture",
                "scoring",
                "latency",
                "watch",
                "stream",
                "night",
                "sky",
                "evaluation",
                "load",
                "compare",
                "kafka",
                "web",
                "config"
            })
    void aPackageUsesNoneThatComesAfterIt(String name) {
        String[] later = ROAD.subList(ROAD.indexOf(name) + 1, ROAD.size()).stream()
                .map(after -> "dev.arclet." + after + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage("dev.arclet." + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(later)
                .allowEmptyShould(true)
                .check(program);
    }

    @Test
    void everyClassLivesInAPackageOfTheRoad() {
        String[] known = java.util.stream.Stream.concat(ROAD.stream(), java.util.stream.Stream.of("record"))
                .map(name -> "dev.arclet." + name + "..")
                .toArray(String[]::new);
        classes().should().resideInAnyPackage(known).check(program);
    }

    @Test
    void onlyTheStreamKnowsItsStateRecords() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.arclet.stream..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.arclet.stream.state..")
                .check(program);
    }
}
