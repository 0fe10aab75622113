package org.okiagari.check;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** This test, or class of tests, breaks an invariant on purpose: it is not proven here. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@Repeatable(Suspends.All.class)
public @interface Suspends {
    /** Which one: {@code I-3}. */
    String value();

    /** Why: what the test does that breaks it. */
    String why();

    /** Several of them. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @interface All {
        /** All of them. */
        Suspends[] value();
    }
}
