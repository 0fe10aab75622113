package org.okiagari.web.jolokia;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jolokia.json.JSONArray;
import org.jolokia.json.JSONObject;
import org.jolokia.json.JSONStructure;
import org.jolokia.server.core.request.BadRequestException;
import org.jolokia.server.core.request.BaseRequestHandler;
import org.jolokia.server.core.request.EmptyResponseException;
import org.jolokia.server.core.request.JolokiaRequestFactory;
import org.jolokia.server.core.request.ProcessingParameters;
import org.jolokia.server.core.service.JolokiaServiceManagerFactory;
import org.jolokia.server.core.service.api.JolokiaContext;
import org.jolokia.server.core.service.api.JolokiaServiceManager;
import org.okiagari.api.Caller;
import org.okiagari.web.guard.JolokiaBody;
import org.okiagari.web.guard.Refusal;

/**
 * Jolokia without HTTP: one JSON text in, one out, through the same restrictor and gate as the servlet.
 *
 * <p>The keys {@code client} and {@code clientPid} of a request are ours: they are taken out before Jolokia sees it.
 */
public final class JsonDoor implements AutoCloseable {
    private final JolokiaServiceManager manager;
    private final JolokiaContext context;

    /** Starts the dispatcher; {@link #close} ends it and takes its beans away. */
    public JsonDoor() {
        manager = JolokiaServiceManagerFactory.createJolokiaServiceManager(
                JolokiaParts.configuration("local"), new JolokiaLog(), new OkiagariRestrictor());
        JolokiaParts.addTo(manager);
        context = manager.start();
    }

    /**
     * Answers one request or bulk.
     *
     * @param rights what the caller may do
     * @param callerOf who the caller is, made from the pid that a request names (0 for none)
     */
    public JSONStructure answer(String json, Rights rights, LongFunction<Caller> callerOf) {
        Optional<Object> read = JolokiaBody.parse(json);
        if (read.isEmpty()) {
            return error(400, "The request is no JSON.");
        }
        Object parsed = read.get();
        Optional<Refusal> refusal = JolokiaBody.check(parsed);
        if (refusal.isPresent()) {
            return error(refusal.get().status(), refusal.get().message());
        }
        if (!(parsed instanceof List)) {
            return answerOne(parsed, rights, callerOf);
        }
        JSONArray answers = new JSONArray();
        ((List<?>) parsed).forEach(request -> answers.add(answerOne(request, rights, callerOf)));
        return answers;
    }

    /** Returns an answer as JSON on one line. */
    public static String text(JSONStructure answer) {
        return ControlEscapes.mended(answer.toJSONString());
    }

    /** Returns an error as Jolokia writes one. */
    public static JSONObject error(int status, String message) {
        JSONObject error = new JSONObject();
        error.put("status", status);
        error.put("error", message);
        return error;
    }

    @Override
    public void close() {
        manager.stop();
    }

    private JSONObject answerOne(Object parsed, Rights rights, LongFunction<Caller> callerOf) {
        JSONObject request = new JSONObject();
        ((Map<?, ?>) parsed).forEach((key, value) -> request.put((String) key, value));
        request.remove("client");
        Object pid = request.remove("clientPid");
        Caller caller = callerOf.apply(pid instanceof Number ? ((Number) pid).longValue() : 0);
        // One for each request: Jolokia's keeps the options of a request in a field, without a lock.
        Dispatcher dispatcher = new Dispatcher(context);
        try {
            return rights.call(() -> caller.call(() -> dispatcher.dispatch(request)));
        } catch (BadRequestException e) {
            return error(400, String.valueOf(e.getMessage()));
        } catch (Exception e) {
            return dispatcher.handleThrowable(e);
        }
    }

    private static final class Dispatcher extends BaseRequestHandler {
        Dispatcher(JolokiaContext context) {
            super(context);
        }

        JSONObject dispatch(JSONObject request) throws BadRequestException, EmptyResponseException {
            ProcessingParameters parameters = getProcessingParameter(Map.of());
            return executeRequest(JolokiaRequestFactory.createPostRequest(request, parameters));
        }
    }
}
