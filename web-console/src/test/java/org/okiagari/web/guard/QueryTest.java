package org.okiagari.web.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
    /** A stock Hawtio adds it to each request; no other value is left out, and none beside it. */
    @Test
    void leavesOutTheMimeTypeThatIsAnsweredAnyhow() {
        assertThat(Query.names("maxDepth=7&mimeType=application/json")).containsExactly("maxDepth");
        assertThat(Query.names("mimeType=application%2Fjson")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mimeType=text/html",
                "mimeType=application/json&mimeType=text/html",
                "mimeType=application/json;mimeType=text/html",
                "mimeType=application/json%20",
                "mimeType",
                "mime%54ype=text/html"
            })
    void namesEveryOther(String query) {
        assertThat(Query.names(query)).contains("mimeType");
    }
}
