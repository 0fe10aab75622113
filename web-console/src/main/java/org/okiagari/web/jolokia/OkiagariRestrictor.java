package org.okiagari.web.jolokia;

import javax.management.ObjectName;
import org.jolokia.server.core.restrictor.DenyAllRestrictor;
import org.jolokia.server.core.util.HttpMethod;
import org.jolokia.server.core.util.RequestType;
import org.jspecify.annotations.Nullable;
import org.okiagari.api.users.Role;

/** Allows what the tables say to the rights of the present thread; without rights it allows nothing. */
public final class OkiagariRestrictor extends DenyAllRestrictor {
    /** The guard and the log-in have decided that already. */
    @Override
    public boolean isRemoteAccessAllowed(String... hostOrAddress) {
        return Rights.current().isPresent();
    }

    /** GET of exec and write is refused by the guard. */
    @Override
    public boolean isHttpMethodAllowed(HttpMethod method) {
        return method == HttpMethod.GET || method == HttpMethod.POST;
    }

    @Override
    public boolean isTypeAllowed(RequestType type) {
        return Gate.TYPES.contains(type);
    }

    @Override
    public boolean isAttributeReadAllowed(ObjectName name, String attribute) {
        return Rights.current()
                        .filter(rights -> rights.role().covers(Role.VIEWER))
                        .isPresent()
                && Reads.isAllowed(name, attribute);
    }

    @Override
    public boolean isOperationAllowed(ObjectName name, String operation) {
        return SecurityBean.isQuestion(name, operation) && Rights.current().isPresent()
                || Rights.current()
                        .filter(rights -> Operations.isAllowed(name, operation, rights))
                        .isPresent();
    }

    /** Jolokia passes the Referer where there is no Origin: then it is a whole address below our origin. */
    @Override
    public boolean isOriginAllowed(@Nullable String origin, boolean onlyWhenStrict) {
        return origin == null
                || Rights.current()
                        .map(Rights::origin)
                        .filter(own -> !own.isEmpty() && (origin.equals(own) || origin.startsWith(own + "/")))
                        .isPresent();
    }

    /** TLS may end at a proxy in front; our own comparison of origins is the stricter one. */
    @Override
    public boolean ignoreScheme() {
        return true;
    }

    @Override
    public boolean isObjectNameHidden(ObjectName name) {
        return Rights.current().isEmpty() || !Reads.isVisible(name) && !SecurityBean.isShown(name);
    }
}
