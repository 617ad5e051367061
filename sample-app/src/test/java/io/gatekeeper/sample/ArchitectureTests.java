package io.gatekeeper.sample;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.gatekeeper.sample", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchRule nothingDependsOnTheSmokeRun = noClasses()
            .that()
            .resideOutsideOfPackage("io.gatekeeper.sample.smoke")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.gatekeeper.sample.smoke");

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("io.gatekeeper.(**)").should().beFreeOfCycles();
}
