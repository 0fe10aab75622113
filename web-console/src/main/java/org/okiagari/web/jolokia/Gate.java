package org.okiagari.web.jolokia;

import java.util.Optional;
import java.util.Set;
import javax.management.ObjectName;
import org.jolokia.server.core.request.JolokiaExecRequest;
import org.jolokia.server.core.request.JolokiaObjectNameRequest;
import org.jolokia.server.core.request.JolokiaRequest;
import org.jolokia.server.core.service.request.AbstractRequestHandler;
import org.jolokia.server.core.util.RequestType;
import org.okiagari.api.Caller;
import org.okiagari.api.ObjectNames;
import org.okiagari.web.audit.Audit;

/**
 * Jolokia's first handler: takes every request that may not reach a bean, refuses it in our words, and tells the journal.
 *
 * <p>Jolokia asks no policy about notification and config requests, and reads all attributes of a bean before it asks
 * which may be read. Here such requests end before a bean is touched.
 */
final class Gate extends AbstractRequestHandler {
    static final Set<RequestType> TYPES =
            Set.of(RequestType.READ, RequestType.LIST, RequestType.SEARCH, RequestType.VERSION, RequestType.EXEC);

    /** Before Jolokia's version handler, which is -1. */
    private static final int ORDER = -100;

    private static final Set<String> DOMAINS = Set.of(ObjectNames.DOMAIN, "java.lang", "hawtio");

    private final Audit audit;

    /** Makes one that tells {@code audit} whom it refused. */
    Gate(Audit audit) {
        super("okiagari", ORDER);
        this.audit = audit;
    }

    @Override
    public boolean canHandle(JolokiaRequest request) {
        return Rights.current().isEmpty()
                || !TYPES.contains(request.getType())
                || namesForeignBean(request)
                || refusedOperation(request).isPresent();
    }

    @Override
    public <R extends JolokiaRequest> Object handleRequest(R request, Object previousResult) {
        String what = request instanceof JolokiaExecRequest
                ? Operations.nameOf(((JolokiaExecRequest) request).getOperation())
                : request.getType().getName();
        String why = refusedOperation(request).orElse("This " + what + " is not served here.");
        audit.refused(Caller.current(), pcheck(request), what, why);
        throw new SecurityException(why);
    }

    /** Returns why an exec is refused, empty if it may reach its bean. */
    private static Optional<String> refusedOperation(JolokiaRequest request) {
        Optional<Rights> rights = Rights.current();
        if (rights.isEmpty() || !(request instanceof JolokiaExecRequest)) {
            return Optional.empty();
        }
        JolokiaExecRequest exec = (JolokiaExecRequest) request;
        ObjectName bean = exec.getObjectName();
        boolean isAllowed = Operations.isAllowed(bean, exec.getOperation(), rights.get())
                || SecurityBean.isQuestion(bean, exec.getOperation());
        return isAllowed ? Optional.empty() : Optional.of(Operations.refusal(bean, exec.getOperation(), rights.get()));
    }

    private static String pcheck(JolokiaRequest request) {
        if (!(request instanceof JolokiaObjectNameRequest)) {
            return "";
        }
        ObjectName name = ((JolokiaObjectNameRequest) request).getObjectName();
        String pcheck = name == null ? null : name.getKeyProperty("pcheck");
        return pcheck == null ? "" : pcheck;
    }

    private static boolean namesForeignBean(JolokiaRequest request) {
        boolean touches = request.getType() == RequestType.READ || request.getType() == RequestType.EXEC;
        if (!touches || !(request instanceof JolokiaObjectNameRequest)) {
            return touches;
        }
        ObjectName name = ((JolokiaObjectNameRequest) request).getObjectName();
        return name == null || name.isDomainPattern() || !DOMAINS.contains(name.getDomain());
    }
}
