package org.okiagari;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.okiagari.check.Checks;

/** Whoever runs PENTs in a test asks for the oracle of its home ({@link Checks}), or is started by one who did. */
@AnalyzeClasses(packages = "org.okiagari.ejb", importOptions = ImportOption.OnlyIncludeTests.class)
class EveryRunIsCheckedTest {
    private static final String PRODUCT = "org.okiagari.ejb.Composition";
    /** Runs in a JVM that {@code Saver} starts, or is called by it. */
    private static final String TIMERS = "HandTimers";

    @ArchTest
    static final ArchRule EVERY_RUN_IS_CHECKED = classes()
            .that(DescribedPredicate.describe(
                    "run the product",
                    type -> type.getConstructorCallsFromSelf().stream()
                            .anyMatch(
                                    call -> call.getTargetOwner().getFullName().equals(PRODUCT))))
            .and()
            .doNotHaveSimpleName(TIMERS)
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "are the oracle", (JavaClass type) -> type.isEquivalentTo(Checks.class)));
}
