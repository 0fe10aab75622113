package org.okiagari.web.jolokia;

import java.util.Set;
import javax.management.ObjectName;
import org.jolokia.server.core.request.JolokiaObjectNameRequest;
import org.jolokia.server.core.request.JolokiaRequest;
import org.jolokia.server.core.service.request.AbstractRequestHandler;
import org.jolokia.server.core.util.RequestType;
import org.okiagari.api.ObjectNames;

/**
 * Jolokia's first handler: takes every request that may not reach a bean, and refuses it.
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

    Gate() {
        super("okiagari", ORDER);
    }

    @Override
    public boolean canHandle(JolokiaRequest request) {
        return Rights.current().isEmpty() || !TYPES.contains(request.getType()) || namesForeignBean(request);
    }

    @Override
    public <R extends JolokiaRequest> Object handleRequest(R request, Object previousResult) {
        throw new SecurityException("Not allowed: " + request.getType().getName());
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
