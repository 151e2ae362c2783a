package dev.wascc.cli;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.wascc.claims.VerifiedActor;
import dev.wascc.claims.Verifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The picture in ARCHITECTURE.md, held to. This module's class path has every library. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.wascc");

    @Test
    void dependencies_point_down() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("nkeys")
                .definedBy("dev.wascc.nkeys..")
                .layer("claims")
                .definedBy("dev.wascc.claims..")
                .layer("document")
                .definedBy("dev.wascc.document..")
                .layer("gate")
                .definedBy("dev.wascc.gate..")
                .layer("keys")
                .definedBy("dev.wascc.keys..")
                .layer("wapc")
                .definedBy("dev.wascc.wapc..")
                .layer("provider")
                .definedBy("dev.wascc.provider..")
                .layer("providers")
                .definedBy("dev.wascc.providers..")
                .layer("host")
                .definedBy("dev.wascc.host..")
                .layer("mocks")
                .definedBy("dev.wascc.mocks..")
                .layer("observability")
                .definedBy("dev.wascc.observability..")
                .optionalLayer("lambda")
                .definedBy("dev.wascc.lambda..")
                .layer("cli")
                .definedBy("dev.wascc.cli..")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("lambda")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("providers")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("observability")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("mocks")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("host")
                .mayOnlyBeAccessedByLayers("observability", "mocks", "lambda", "cli")
                .whereLayer("wapc")
                .mayOnlyBeAccessedByLayers("host", "lambda", "cli")
                .whereLayer("gate")
                .mayOnlyBeAccessedByLayers("host", "lambda", "cli")
                .whereLayer("document")
                .mayOnlyBeAccessedByLayers("observability", "mocks", "gate", "host", "lambda", "cli")
                .whereLayer("keys")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("claims")
                .mayOnlyBeAccessedByLayers("gate", "keys", "mocks", "host", "lambda", "cli")
                .whereLayer("nkeys")
                .mayOnlyBeAccessedByLayers("claims", "gate", "keys", "host", "lambda", "cli")
                .whereLayer("provider")
                .mayOnlyBeAccessedByLayers("observability", "mocks", "providers", "host", "lambda", "cli")
                .check(CLASSES);
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching("dev.wascc.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @ParameterizedTest
    @CsvSource({
        "com.dylibso.., dev.wascc.wapc..",
        "org.bouncycastle.., dev.wascc.nkeys..",
        "com.nimbusds.., dev.wascc.claims..",
        "com.sun.jna.., dev.wascc.[keys.pkcs11|providers.library]..",
        "picocli.., dev.wascc.cli..",
        "org.eclipse.jetty.., dev.wascc.providers..",
        "io.prometheus.., dev.wascc.observability..",
        "ch.qos.logback.., dev.wascc.cli.log..",
        "org.HdrHistogram.., dev.wascc.cli.watch..",
        "software.amazon.awssdk.services.s3.., dev.wascc.providers.s3..",
        "software.amazon.awssdk.services.dynamodb.., dev.wascc.providers.dynamodb..",
        "com.amazonaws.., dev.wascc.lambda",
        "org.crac.., dev.wascc.lambda",
        "redis.clients.., dev.wascc.providers.redis..",
        "io.nats.., dev.wascc.providers.nats..",
        "org.h2.., dev.wascc.providers.file..",
        "org.msgpack.., dev.wascc.provider.message..",
        "tools.jackson.dataformat.., dev.wascc.document.."
    })
    void a_third_party_is_known_in_one_place(String party, String place) {
        noClasses()
                .that()
                .resideOutsideOfPackage(place)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(party)
                .check(CLASSES);
    }

    @Test
    void only_a_verifier_makes_a_verified_actor() {
        constructors()
                .that()
                .areDeclaredIn(VerifiedActor.class)
                .should()
                .bePackagePrivate()
                .check(CLASSES);
        noClasses()
                .that()
                .areNotAssignableTo(Verifier.class)
                .should()
                .callConstructorWhere(target(owner(JavaClass.Predicates.equivalentTo(VerifiedActor.class))))
                .check(CLASSES);
    }

    @Test
    void no_class_hides_behind_a_word_that_says_nothing() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Common")
                .orShould()
                .haveSimpleNameStartingWith("Abstract")
                .check(CLASSES);
    }

    @Test
    void the_claims_know_no_logging_and_the_guests_none_either() {
        classes()
                .that()
                .resideInAnyPackage("dev.wascc.claims..", "dev.wascc.nkeys..", "dev.wascc.wapc..")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages("org.slf4j..", "java.util.logging..")
                .check(CLASSES);
    }
}
