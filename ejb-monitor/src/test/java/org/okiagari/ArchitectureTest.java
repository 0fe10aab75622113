package org.okiagari;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.Set;
import org.okiagari.pcheck.MonitorThread;

/** The table of STYLE.md, section 2. If a rule fails, move the code; a wider rule needs an ADR. */
@AnalyzeClasses(packages = "org.okiagari", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String API = "org.okiagari.api..";
    /** The format of what the server and padmin share beside the beans (ADR 0009). */
    private static final String HEALTH = "org.okiagari.api.health";

    /** What every module needs of texts, files and settings (ADR 0150). */
    private static final String TEXT = "org.okiagari.api.text";

    private static final String JSON = "org.okiagari.api.json";
    private static final String FILES = "org.okiagari.api.files";

    private static final String PFILE = "org.okiagari.pfile";
    private static final String SAVER = "org.okiagari.saver";
    private static final String PCHECK = "org.okiagari.pcheck";
    private static final String LINUX = "org.okiagari.linux..";
    private static final String JOURNAL = "org.okiagari.journal";
    private static final String JMX = "org.okiagari.jmx";
    private static final String EJB = "org.okiagari.ejb";
    /** Annotations for the compiler alone. */
    private static final String NULLNESS = "org.jspecify.annotations";

    /** Methods that read a clock or wait: the core is told the time. */
    private static final Set<String> CLOCKS =
            Set.of("java.lang.System.nanoTime", "java.lang.System.currentTimeMillis", "java.lang.Thread.sleep");

    private static final String[] PURE = {
        "java.lang",
        "java.lang.invoke",
        "java.lang.runtime",
        "java.util",
        "java.util.function",
        "java.util.regex",
        "java.util.stream",
        "java.time",
        "java.nio",
        "java.nio.charset",
        NULLNESS
    };

    @ArchTest
    static final ArchRule API_NEEDS_THE_JDK_ALONE =
            onlyDependsOn(API, "java..", "javax.crypto..", "javax.management..", NULLNESS);

    @ArchTest
    static final ArchRule TEXT_IS_PURE = onlyDependsOn(TEXT, PURE);

    @ArchTest
    static final ArchRule THE_PARSER_OF_SETTINGS_READS_NO_FILE = noClasses()
            .that()
            .resideInAPackage("org.okiagari.api.settings")
            .and()
            .doNotHaveSimpleName("SettingsFile")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.io..", "java.nio.file..", FILES);

    @ArchTest
    static final ArchRule PSAGENT_CONF_HAS_ONE_READER = noClasses()
            .that()
            .resideOutsideOfPackage("org.okiagari.api.settings")
            .should()
            .dependOnClassesThat()
            .haveSimpleName("SettingsParser");

    @ArchTest
    static final ArchRule PFILE_IS_PURE = onlyDependsOn(PFILE, plus(PURE, TEXT));

    @ArchTest
    static final ArchRule SAVER_IS_PURE = onlyDependsOn(SAVER, plus(plus(PURE, TEXT), PFILE));

    @ArchTest
    static final ArchRule PCHECK_KNOWS_NO_TECHNOLOGY = onlyDependsOn(PCHECK, "java..", NULLNESS, TEXT, PFILE, SAVER);

    @ArchTest
    static final ArchRule LINUX_KNOWS_PORTS = onlyDependsOn(
            LINUX,
            "java..",
            "javax.net.ssl..",
            "jnr..",
            "com.kenai.jffi..",
            NULLNESS,
            HEALTH,
            TEXT,
            FILES,
            PFILE,
            SAVER,
            PCHECK);

    @ArchTest
    static final ArchRule JOURNAL_KNOWS_PORTS = onlyDependsOn(JOURNAL, "java..", NULLNESS, TEXT, JSON, SAVER, PCHECK);

    @ArchTest
    static final ArchRule JMX_KNOWS_PCHECKS =
            onlyDependsOn(JMX, "java..", "javax.management..", NULLNESS, API, PFILE, SAVER, PCHECK);

    @ArchTest
    static final ArchRule NOBODY_KNOWS_THE_COMPOSITION = noClasses()
            .that()
            .resideOutsideOfPackage(EJB)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(EJB);

    @ArchTest
    static final ArchRule JAKARTA_IS_FOR_THE_COMPOSITION = noClasses()
            .that()
            .resideOutsideOfPackage(EJB)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta..");

    @ArchTest
    static final ArchRule POSIX_ALONE_TOUCHES_JNR = noClasses()
            .that()
            .haveNameNotMatching("org\\.okiagari\\.linux\\.Posix(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jnr..", "com.kenai.jffi..");

    @ArchTest
    static final ArchRule THE_CORE_READS_NO_CLOCK = noClasses()
            .that()
            .resideInAnyPackage(PFILE, SAVER)
            .should()
            .callMethodWhere(new DescribedPredicate<JavaMethodCall>("a clock is read or waited for") {
                @Override
                public boolean test(JavaMethodCall call) {
                    JavaClass owner = call.getTargetOwner();
                    boolean isNow = owner.getPackageName().equals("java.time")
                            && call.getName().equals("now");
                    return isNow || CLOCKS.contains(owner.getName() + "." + call.getName());
                }
            });

    @ArchTest
    static final ArchRule THE_CORE_HAS_NO_STATE = fields().that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(PFILE, SAVER)
            .and()
            .areStatic()
            .should()
            .beFinal();

    @ArchTest
    static final ArchRule EVERY_THREAD_IS_A_MONITOR_THREAD = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(MonitorThread.class.getName())
            .should()
            .callConstructorWhere(new DescribedPredicate<JavaConstructorCall>("a bare thread is made") {
                @Override
                public boolean test(JavaConstructorCall call) {
                    return call.getTargetOwner().isEquivalentTo(Thread.class);
                }
            })
            .because("the CPU time of monitoring is that of all its threads (MonitorThread)");

    @ArchTest
    static final ArchRule NO_CIRCLES =
            slices().matching("org.okiagari.(*)..").should().beFreeOfCycles();

    private static ArchRule onlyDependsOn(String from, String... allowed) {
        return classes()
                .that()
                .resideInAPackage(from)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(plus(allowed, from))
                        .or(DescribedPredicate.describe("are arrays of these", JavaClass::isArray))
                        .or(DescribedPredicate.describe("are primitive", JavaClass::isPrimitive)));
    }

    private static String[] plus(String[] packages, String one) {
        String[] more = Arrays.copyOf(packages, packages.length + 1);
        more[packages.length] = one;
        return more;
    }
}
