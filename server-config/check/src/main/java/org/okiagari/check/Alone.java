package org.okiagari.check;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** No other integration test runs beside this class: it measures, or it looks at what all processes of the machine share. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Tag(Alone.TAG)
public @interface Alone {
    /** The tag by which the build tells these classes from the others. */
    String TAG = "alone";

    /** What a neighbour would spoil. */
    String why();
}
