package org.okiagari.check;

import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Ends each test, and each class of tests, with the oracle. It is registered by itself, in each module that depends on this
 * one ({@code junit-platform.properties}).
 *
 * <p>After the test and its own {@code AfterEach} and {@code AfterAll}: then savers have ended and told all.
 */
public final class CheckExtension
        implements BeforeAllCallback,
                BeforeEachCallback,
                AfterTestExecutionCallback,
                AfterEachCallback,
                AfterAllCallback {
    /** What is made now is for the whole class. */
    @Override
    public void beforeAll(ExtensionContext context) {
        Checks.end();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Checks.begin();
    }

    /** Daemons still live. */
    @Override
    public void afterTestExecution(ExtensionContext context) {
        Checks.each(OkiagariCheck::lookAtTheLiving);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        try {
            prove(context);
        } finally {
            Checks.end();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (context.getParent().flatMap(ExtensionContext::getTestClass).isPresent()) {
            return; // a nested class; the outer one ends later
        }
        try {
            prove(context);
        } finally {
            Checks.endOfClass();
        }
    }

    private static void prove(ExtensionContext context) {
        List<String> suspended = suspended(context);
        List<String> wrong = new ArrayList<>();
        Checks.each(check -> check.violations(suspended).forEach(line -> wrong.add(line + " [" + check.log() + "]")));
        if (!wrong.isEmpty()) {
            Assertions.fail("okiagari-check:\n" + String.join("\n", wrong));
        }
    }

    private static List<String> suspended(ExtensionContext context) {
        List<String> names = new ArrayList<>();
        for (Optional<ExtensionContext> at = Optional.of(context);
                at.isPresent();
                at = at.get().getParent()) {
            Optional<AnnotatedElement> element = at.get().getElement();
            AnnotationSupport.findRepeatableAnnotations(element, Suspends.class)
                    .forEach(suspends -> names.add(suspends.value()));
        }
        return names;
    }
}
