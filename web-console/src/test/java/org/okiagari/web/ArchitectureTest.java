package org.okiagari.web;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;

@AnalyzeClasses(packages = "org.okiagari.web", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule reachesTheMonitorOnlyByItsBeans = classes()
            .that()
            .resideInAPackage("org.okiagari.web..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "org.okiagari.web..",
                    "org.okiagari.api..",
                    "jakarta..",
                    "org.jolokia..",
                    "io.hawt..",
                    "java..",
                    "javax.management..",
                    "javax.crypto..",
                    "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule theGuardKnowsNobodyElse = noClasses()
            .that()
            .resideInAPackage("..web.guard..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..web.login..", "..web.jolokia..", "..web.socket..", "..web.health..", "..web.audit..");

    @ArchTest
    static final ArchRule thereIsOneLogIn = classes()
            .that()
            .implement(HttpAuthenticationMechanism.class)
            .should()
            .haveFullyQualifiedName("org.okiagari.web.login.LoginMechanism");
}
