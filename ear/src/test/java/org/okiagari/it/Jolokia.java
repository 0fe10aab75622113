package org.okiagari.it;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/**
 * Jolokia of one server, asked over HTTP with Basic log-in.
 *
 * @param server the server
 * @param user one of viewer, operator, admin
 */
public record Jolokia(RunningServer server, String user) {
    /** Returns the whole answer to one request. */
    public JsonObject ask(JsonObject request) {
        HttpResponse<String> answer = post(request.toString());
        if (answer.statusCode() != 200) {
            throw new AssertionError("HTTP " + answer.statusCode() + " for " + request + ": " + answer.body());
        }
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    /** Returns the answer of HTTP to any body. */
    public HttpResponse<String> post(String body) {
        String secret = user + ":" + TestHome.password(user);
        HttpRequest request = HttpRequest.newBuilder(server.uri("/okiagari/jolokia/"))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return RunningServer.send(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the value of an attribute; the read must succeed. */
    public JsonElement read(String bean, String attribute) {
        JsonObject answer = ask(request("read", bean, "attribute", attribute));
        if (answer.get("status").getAsInt() != 200) {
            throw new AssertionError(answer.toString());
        }
        return answer.get("value");
    }

    /** Returns the whole answer to an operation without parameters. */
    public JsonObject call(String bean, String operation) {
        return ask(request("exec", bean, "operation", operation));
    }

    /** Returns a request that calls an operation with arguments. */
    static JsonObject exec(String bean, String operation, Object... arguments) {
        JsonObject request = request("exec", bean, "operation", operation);
        request.add("arguments", new Gson().toJsonTree(arguments));
        return request;
    }

    /** Returns a request of Jolokia's protocol. */
    static JsonObject request(String type, String bean, String key, String value) {
        JsonObject request = new JsonObject();
        request.addProperty("type", type);
        request.addProperty("mbean", bean);
        request.addProperty(key, value);
        return request;
    }
}
