package org.okiagari.web.jolokia;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.okiagari.api.users.Role;

/**
 * What the present thread may do: set by a door around one request, nothing without it.
 *
 * @param role the highest role of the caller
 * @param local true for the local socket
 * @param origin the origin that counts as our own, empty for the socket
 */
public record Rights(Role role, boolean local, String origin) {
    private static final ThreadLocal<Rights> CURRENT = new ThreadLocal<>();

    /** The rights of root and of the server's own user on this host. */
    public static final Rights LOCAL = new Rights(Role.ADMIN, true, "");

    static Optional<Rights> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** Runs {@code work} with these rights and takes them away afterwards. */
    public <T> T call(Callable<T> work) throws Exception {
        CURRENT.set(this);
        try {
            return work.call();
        } finally {
            CURRENT.remove();
        }
    }
}
