package org.okiagari.it;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** What a page loads, weighed as it travels from a server that compresses. */
final class ScriptWeight {
    private final List<Response> responses = new CopyOnWriteArrayList<>();

    private ScriptWeight() {}

    /** Begins to watch a page. */
    static ScriptWeight of(Page page) {
        ScriptWeight weight = new ScriptWeight();
        page.onResponse(weight.responses::add);
        return weight;
    }

    /** Returns the compressed size of all scripts so far. */
    long compressedBytes() {
        long sum = responses.stream()
                .filter(response -> response.url().endsWith(".js") && response.status() == 200)
                .mapToLong(response -> compressed(response.body()))
                .sum();
        System.out.println("Compressed script so far: " + sum + " bytes");
        return sum;
    }

    /** Returns the hosts that were asked for anything. */
    Stream<String> hosts() {
        return responses.stream()
                .map(response -> URI.create(response.url()).getHost())
                .filter(Objects::nonNull)
                .distinct();
    }

    private static int compressed(byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.size();
    }
}
