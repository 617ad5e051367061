package io.gatekeeper.db.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.gatekeeper.db.sql.QualifiedName;
import io.gatekeeper.db.sql.SqlIdentifier;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

@AnalyzeClasses(packages = "io.gatekeeper.db", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchRule noClassKnowsAnOrm = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "jakarta.persistence..",
                    "javax.persistence..",
                    "org.hibernate..",
                    "org.springframework.orm..",
                    "org.springframework.data..",
                    "org.jooq..",
                    "org.apache.ibatis..");

    @ArchTest
    static final ArchRule onlyTheAutoConfigurationKnowsSpringBoot = noClasses()
            .that()
            .resideOutsideOfPackage("io.gatekeeper.db.autoconfigure..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework.boot..");

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("io.gatekeeper.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule whatIsAboveIsNotSeenFromBelow = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.gatekeeper.db..")
            .layer("factories")
            .definedBy("io.gatekeeper.db.autoconfigure.testcontainers", "io.gatekeeper.db.autoconfigure.docker")
            .layer("auto-configuration")
            .definedBy("io.gatekeeper.db.autoconfigure")
            .layer("failures")
            .definedBy("io.gatekeeper.db.autoconfigure.failure")
            .layer("store")
            .definedBy("io.gatekeeper.db.store")
            .layer("legacy")
            .definedBy("io.gatekeeper.db.internal.legacy")
            .layer("records")
            .definedBy("io.gatekeeper.db.internal.records")
            .layer("schema")
            .definedBy("io.gatekeeper.db.internal.schema")
            .layer("document")
            .definedBy("io.gatekeeper.db.internal.document")
            .layer("time")
            .definedBy("io.gatekeeper.db.internal.time")
            .layer("values")
            .definedBy("io.gatekeeper.db")
            .layer("jdbc")
            .definedBy("io.gatekeeper.db.jdbc")
            .layer("names")
            .definedBy("io.gatekeeper.db.sql")
            .whereLayer("factories")
            .mayOnlyAccessLayers("auto-configuration")
            .whereLayer("auto-configuration")
            .mayOnlyAccessLayers("failures", "store", "schema", "values", "jdbc", "names")
            .whereLayer("failures")
            .mayOnlyAccessLayers("jdbc")
            .whereLayer("store")
            .mayOnlyAccessLayers("legacy", "records", "schema", "time", "values", "jdbc", "names")
            .whereLayer("legacy")
            .mayOnlyAccessLayers("records", "document", "values", "jdbc", "names")
            .whereLayer("records")
            .mayOnlyAccessLayers("schema", "document", "time", "values", "jdbc", "names")
            .whereLayer("schema")
            .mayOnlyAccessLayers("document", "values", "jdbc", "names")
            .whereLayer("document")
            .mayOnlyAccessLayers("values", "names")
            .whereLayer("time")
            .mayOnlyAccessLayers("values")
            .whereLayer("values")
            .mayOnlyAccessLayers("names")
            .whereLayer("jdbc")
            .mayOnlyAccessLayers("names")
            .whereLayer("names")
            .mayNotAccessAnyLayer();

    @ArchTest
    static final ArchRule documentsAndTimeArePure = noClasses()
            .that()
            .resideInAnyPackage("io.gatekeeper.db.internal.document", "io.gatekeeper.db.internal.time")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "java.sql..", "javax.sql..");

    @ArchTest
    static final ArchRule onlyDocumentsAreMadeOfJson = noClasses()
            .that()
            .resideOutsideOfPackages("io.gatekeeper.db.internal.document", "io.gatekeeper.db.internal.legacy")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule thePoolAndTheDriverAreTheAutoConfigurations = noClasses()
            .that()
            .resideOutsideOfPackage("io.gatekeeper.db.autoconfigure..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.zaxxer..", "org.postgresql..");

    @ArchTest
    static final ArchRule namesAndTextDependOnNothing = classes()
            .that()
            .resideInAPackage("io.gatekeeper.db.sql")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.gatekeeper.db.sql", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule noPublicSignatureShowsALibrary = noMethods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat(describe(
                    "users see",
                    type -> type.getModifiers().contains(PUBLIC)
                            && !type.getPackageName().contains(".internal")))
            .should()
            .haveRawReturnType(ofALibrary())
            .orShould()
            .haveRawParameterTypes(
                    describe("with a library's type", types -> types.stream().anyMatch(ofALibrary())));

    @ArchTest
    static final ArchRule autoConfigurationsArePublicFinalAndShowNothing = classes()
            .that()
            .areAnnotatedWith(AutoConfiguration.class)
            .should()
            .haveModifier(PUBLIC)
            .andShould()
            .haveModifier(FINAL);

    @ArchTest
    static final ArchRule beansAreNobodysButSprings =
            methods().that().areAnnotatedWith(Bean.class).should().bePackagePrivate();

    @ArchTest
    static final ArchRule sqlIsBuiltFromNamesOnly = classes()
            .that()
            .haveSimpleNameEndingWith("Sql")
            .should()
            .onlyDependOnClassesThat(describe(
                    "are names or part of Java",
                    type -> type.getPackageName().startsWith("java.")
                            || type.isEquivalentTo(QualifiedName.class)
                            || type.isEquivalentTo(SqlIdentifier.class)
                            || type.getName().contains("Sql")));

    @ArchTest
    static final ArchRule onlyTheClockTellsTheTime = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule clocksAreMadeByTheAutoConfigurationOnly = noClasses()
            .that()
            .resideOutsideOfPackage("io.gatekeeper.db.autoconfigure..")
            .should()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone");

    @ArchTest
    static final ArchRule everyPackageIsNullMarked = classes()
            .should()
            .beInterfaces()
            .orShould(com.tngtech.archunit.lang.conditions.ArchConditions.be(describe(
                    "in a null-marked package", type -> type.getPackage().isAnnotatedWith(NullMarked.class))));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jakarta.persistence.EntityManager",
                "org.hibernate.Session",
                "org.springframework.orm.jpa.JpaTransactionManager",
                "org.springframework.data.repository.Repository"
            })
    void noOrmIsReachable(String type) {
        assertThatExceptionOfType(ClassNotFoundException.class).isThrownBy(() -> Class.forName(type));
    }

    private static DescribedPredicate<JavaClass> ofALibrary() {
        return describe(
                "of Jackson, Hikari or the driver",
                type -> type.getPackageName().startsWith("com.fasterxml.jackson")
                        || type.getPackageName().startsWith("com.zaxxer")
                        || type.getPackageName().startsWith("org.postgresql"));
    }
}
