package org.clientregistrar;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.InetAddress;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The packages and the arrows between them, as CONTRIBUTING.md draws them. */
class LayoutTest {

    private static final String BASE = "org.clientregistrar";
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages(BASE);

    /** What opens connections or asks name servers, of the runtime and of the libraries here. */
    private static final String[] CONNECTING = {
        "java\\.net\\.http\\..*",
        "java\\.net\\.(URL|.*URLConnection|.*Socket|InetSocketAddress)",
        "java\\.nio\\.channels\\..*(Socket|Datagram)Channel",
        "javax\\.net\\..*|javax\\.naming\\.(?!ldap\\.LdapName|InvalidNameException).*", // names are
        // but
        // parsed
        "io\\.netty\\.(bootstrap|resolver)\\..*",
        "io\\.vertx\\.core\\.(http\\.(HttpClient|WebSocketClient|RequestOptions)|net\\.NetClient|dns\\.).*",
        "io\\.vertx\\.(ext\\.web\\.client|mutiny)\\..*",
        "org\\.jose4j\\.(http\\..*|.*\\.HttpsJwks.*)"
    };

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
                .definedBy(rooms("registration", "admin", "server"))
                .layer("decisions")
                .definedBy(rooms("access", "statement", "policy", "client"))
                .layer("vocabulary")
                .definedBy(rooms("secret", "metadata", "fetch", "signature", "audit"))
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

    private static void noneUses(String[] rooms, String[] others) {
        noClasses()
                .that()
                .resideInAnyPackage(rooms)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(CLASSES);
    }

    @Test
    @DisplayName(
            "Neighbours: policy and client read access's Admission with its bounds, nothing else")
    void neighboursKeepApart() {
        noneUses(rooms("registration"), rooms("admin", "server"));
        noneUses(rooms("admin"), rooms("registration", "server"));
        noneUses(rooms("server"), rooms("registration", "admin"));
        noneUses(rooms("access"), rooms("policy", "client"));
        noneUses(rooms("statement"), rooms("access", "policy", "client"));
        noneUses(rooms("access", "policy", "client"), rooms("statement"));
        noneUses(rooms("policy"), rooms("client"));
        noneUses(rooms("client"), rooms("policy"));
        noneUses(rooms("secret"), rooms("metadata", "fetch", "signature", "audit"));
        noneUses(
                rooms("metadata"),
                rooms("secret", "fetch", "signature", "audit", "config", "json"));
        noneUses(rooms("fetch"), rooms("secret", "metadata", "signature", "audit", "json"));
        noneUses(rooms("signature"), rooms("secret", "audit"));
        noneUses(rooms("audit"), rooms("metadata", "fetch", "signature", "json"));
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
                                                                .class)))
                                .and(
                                        com.tngtech.archunit.base.DescribedPredicate.not(
                                                com.tngtech.archunit.core.domain.JavaClass
                                                        .Predicates.assignableTo(
                                                        org.clientregistrar.access.Bounds.class))))
                .check(CLASSES);
    }

    @Test
    @DisplayName(
            "CHOICE-29: nobody but the guarded fetcher opens a connection or looks up a name of a host")
    void onlyFetchOpensConnections() {
        noClasses()
                .that()
                .resideOutsideOfPackages(rooms("fetch"))
                .should()
                .dependOnClassesThat()
                .haveNameMatching(String.join("|", CONNECTING))
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages(rooms("fetch"))
                .should()
                .accessTargetWhere(
                        target(owner(assignableTo(InetAddress.class)))
                                .and(
                                        target(
                                                nameMatching(
                                                        "get(All)?ByName|get.*Host(Name)?|isReachable"))))
                .check(CLASSES);
    }

    @Test
    @DisplayName(
            "The history reads of secret what vouches for it, and nothing else (decision 0015)")
    void historyReadsNoSecrets() {
        noClasses()
                .that()
                .resideInAnyPackage(rooms("audit"))
                .should()
                .dependOnClassesThat(
                        com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(
                                        BASE + ".secret..")
                                .and(
                                        com.tngtech.archunit.core.domain.properties.HasName
                                                .Predicates.nameMatching(
                                                ".*\\.(?!Keyset|HistoryMac)[^.]*")))
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
