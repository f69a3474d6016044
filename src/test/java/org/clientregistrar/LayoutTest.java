package org.clientregistrar;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The packages and the arrows between them, as CONTRIBUTING.md draws them. */
class LayoutTest {

    private static final String BASE = "org.clientregistrar";
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages(BASE);

    private static String[] rooms(String... names) {
        return java.util.Arrays.stream(names)
                .map(name -> BASE + "." + name + "..")
                .toArray(String[]::new);
    }

    @Test
    @DisplayName("Arrows point downwards alone: doors, decisions, vocabulary, ground")
    void arrowsPointDownwards() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage(BASE + "..")
                .layer("start")
                .definedBy(BASE)
                .layer("doors")
                .definedBy(rooms("registration"))
                .layer("decisions")
                .definedBy(rooms("access", "statement", "policy", "client"))
                .layer("vocabulary")
                .definedBy(rooms("secret", "metadata", "fetch"))
                .layer("ground")
                .definedBy(rooms("error", "config", "json"))
                .whereLayer("start")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("doors")
                .mayOnlyBeAccessedByLayers("start")
                .whereLayer("decisions")
                .mayOnlyBeAccessedByLayers("start", "doors")
                .whereLayer("vocabulary")
                .mayOnlyBeAccessedByLayers("start", "doors", "decisions")
                .check(CLASSES);
    }

    @Test
    @DisplayName("There are no circles between packages")
    void noCircles() {
        slices().matching(BASE + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    @DisplayName("Neighbours: policy and client read access's Admission, nothing else")
    void neighboursKeepApart() {
        noClasses()
                .that()
                .resideInAnyPackage(rooms("access"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(rooms("policy", "client"))
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage(rooms("statement"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(rooms("access", "policy", "client"))
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage(rooms("access", "policy", "client"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(rooms("statement"))
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage(rooms("fetch"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(rooms("secret", "metadata"))
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage(rooms("policy"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(rooms("client"))
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage(rooms("client"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(rooms("policy"))
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage(rooms("secret"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(rooms("metadata"))
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage(rooms("metadata"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(rooms("secret", "config", "json"))
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage(rooms("policy", "client"))
                .should()
                .dependOnClassesThat(
                        com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(
                                        BASE + ".access..")
                                .and(
                                        com.tngtech.archunit.base.DescribedPredicate.not(
                                                com.tngtech.archunit.core.domain.JavaClass
                                                        .Predicates.assignableTo(
                                                        org.clientregistrar.access.Admission
                                                                .class))))
                .check(CLASSES);
    }

    @Test
    @DisplayName("Nobody opens a connection: there is no outbound call in this service")
    void noOutboundCalls() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.net\\.(http\\..*|Socket|URLConnection|HttpURLConnection|URL)|io\\.vertx\\.core\\.http\\.HttpClient.*")
                .check(CLASSES);
    }

    @Test
    @DisplayName("The entity and its table are the client package's own")
    void entityStaysInside() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + ".client..")
                .should()
                .dependOnClassesThat()
                .haveSimpleName("Client")
                .check(CLASSES);
    }
}
