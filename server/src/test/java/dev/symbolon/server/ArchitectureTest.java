package dev.symbolon.server;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.symbolon.protocol.Secret;
import java.time.Clock;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The architecture: an arrow only goes down, and each library has one door")
class ArchitectureTest {

    private static final String ROOT = "dev.symbolon.server";
    private static final String MAIN = ROOT + ".Main";
    private static final String GENERATED = ROOT + ".page.generated..";
    private static final String FORBIDDEN_NAMES = ".*(Manager|Helper|Util|Utils|Impl|Base|Service|Factory|Context|Dto"
            + "|Handler|Processor|Wrapper|Info|Data)";

    /** Those who may hold a secret in their hands: they hash it, seal with it, hand it to what keeps or asks for it,
     * or tell it to whom it is for. */
    private static final Set<String> SECRET_KEEPERS = Set.of(
            ROOT + ".endpoint.registration.MetadataWriter",
            ROOT + ".key.KeyRotation",
            ROOT + ".key.MasterKey",
            ROOT + ".key.MasterKeyFile",
            ROOT + ".key.SecretDigests",
            ROOT + ".storage.sql.PostgresqlDatabase",
            ROOT + ".user.Passwords");

    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(ROOT);

    private static void hold(ArchRule rule) {
        rule.allowEmptyShould(true).check(CLASSES);
    }

    @Test
    void arrowsOnlyGoDown() {
        hold(classes().that().resideOutsideOfPackage(GENERATED).should(new Layers()));
    }

    @Test
    void thereAreNoCycles() {
        hold(slices().matching(ROOT + ".(**)")
                .should()
                .beFreeOfCycles()
                .ignoreDependency(resideInAnyPackage(GENERATED), DescribedPredicate.alwaysTrue()));
    }

    @Test
    void pagesKnowNothingButHttp() {
        hold(noClasses()
                .that()
                .resideInAPackage(ROOT + ".page..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(ROOT + "..")
                        .and(resideOutsideOfPackages(ROOT + ".page..", ROOT + ".http.."))));
    }

    @Test
    void enginesKnowNothingOfTheWeb() {
        hold(noClasses()
                .that()
                .resideInAPackage(ROOT + ".storage..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".endpoint..", ROOT + ".http..", ROOT + ".page.."));
    }

    @ParameterizedTest(name = "{0} is imported in {1} alone")
    @CsvSource({
        "org.eclipse.jetty.., http.jetty..",
        "java.sql.., storage.sql..",
        "javax.sql.., storage.sql..",
        "org.flywaydb.., storage.sql..",
        "org.sqlite.., storage.sql..",
        "org.postgresql.., storage.sql..",
        "gg.jte.., page..",
        "io.micrometer.., audit.metrics..",
        "io.prometheus.., nowhere..",
        "io.opentelemetry.., audit.tracing..",
        "tools.jackson.., nowhere..",
        "com.nimbusds.., nowhere.."
    })
    void aLibraryHasOneDoor(String library, String door) {
        hold(noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "." + door)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library));
    }

    @Test
    void yamlIsReadInTheConfigurationAndTheManifestAlone() {
        hold(noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".configuration..", ROOT + ".manifest..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.snakeyaml.."));
    }

    @Test
    void onlyTheAuditAndMainLog() {
        hold(noClasses()
                .that(resideOutsideOfPackages(ROOT + ".audit..").and(DescribedPredicate.not(isMain())))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.slf4j..", "ch.qos.logback..", "java.util.logging.."));
    }

    @Test
    void onlyMainAsksTheSystemForTheTime() {
        hold(noClasses().that(DescribedPredicate.not(isMain())).should().accessTargetWhere(asksForTheTime()));
    }

    @Test
    void onlySecretKeepersRevealSecrets() {
        hold(noClasses()
                .that(DescribedPredicate.describe(
                        "are no secret keepers", type -> !SECRET_KEEPERS.contains(outermost(type))))
                .should()
                .accessTargetWhere(DescribedPredicate.describe("reveals a secret", ArchitectureTest::revealsASecret)));
    }

    @Test
    void nothingHangsOnAThread() {
        hold(noClasses().should().dependOnClassesThat().areAssignableTo(ThreadLocal.class));
    }

    @Test
    void nothingStaticChanges() {
        hold(fields().that().areStatic().should().beFinal());
    }

    @Test
    void namesSayWhatAThingIs() {
        hold(noClasses().should().haveNameMatching(FORBIDDEN_NAMES));
    }

    @Test
    void everyPackageSaysWhatItIsAndThatItHoldsNoNull() {
        Set<String> silent = packages()
                .filter(name -> !CLASSES.getPackage(name).isAnnotatedWith(NullMarked.class))
                .collect(Collectors.toSet());

        assertThat(silent).isEmpty();
    }

    private static Stream<String> packages() {
        return CLASSES.stream()
                .map(JavaClass::getPackage)
                .map(JavaPackage::getName)
                .filter(name -> !name.startsWith(ROOT + ".page.generated"))
                .distinct();
    }

    private static DescribedPredicate<JavaClass> isMain() {
        return DescribedPredicate.describe("are Main", type -> outermost(type).equals(MAIN));
    }

    private static String outermost(JavaClass type) {
        String name = type.getName();
        int inner = name.indexOf('$');
        return inner < 0 ? name : name.substring(0, inner);
    }

    private static DescribedPredicate<JavaAccess<?>> asksForTheTime() {
        return DescribedPredicate.describe("asks for the time", access -> isTimeSource(access.getTarget()));
    }

    private static boolean revealsASecret(JavaAccess<?> access) {
        return access.getTargetOwner().isEquivalentTo(Secret.class)
                && access.getName().equals("reveal");
    }

    private static boolean isTimeSource(AccessTarget target) {
        String owner = target.getOwner().getName();
        return switch (target.getName()) {
            case "now" -> owner.startsWith("java.time.");
            case "currentTimeMillis" -> owner.equals(System.class.getName());
            case "system", "systemUTC", "systemDefaultZone", "tick", "tickMillis", "tickSeconds" ->
                owner.equals(Clock.class.getName()) || owner.equals("java.time.InstantSource");
            case "<init>" ->
                owner.equals("java.util.Date")
                        && target instanceof AccessTarget.ConstructorCallTarget it
                        && it.getRawParameterTypes().isEmpty();
            default -> false;
        };
    }
}
