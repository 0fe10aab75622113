package org.okiagari.web.socket;

import java.io.IOException;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;

/**
 * Who is at the other end of a connection, as the kernel tells (SO_PEERCRED), and whether that one is let in.
 *
 * <p>The option is found by its name: some servers hide the package {@code jdk.net} from applications.
 */
final class Peer {
    private final UserPrincipal self;
    private final UserPrincipal root;
    private final int uid;

    private Peer(UserPrincipal self, UserPrincipal root, int uid) {
        this.self = self;
        this.root = root;
        this.uid = uid;
    }

    static Peer ofThisProcess() throws IOException {
        Path self = Path.of("/proc/self");
        return new Peer(
                Files.getOwner(self),
                FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName("root"),
                (Integer) Files.getAttribute(self, "unix:uid"));
    }

    /** Returns the uid if it is root or the server's own user, empty for all others. */
    Optional<Integer> allowedUid(SocketChannel connection) throws IOException {
        return allowedUid(user(connection));
    }

    Optional<Integer> allowedUid(UserPrincipal user) {
        if (user.equals(self)) {
            return Optional.of(uid);
        }
        return user.equals(root) ? Optional.of(0) : Optional.empty();
    }

    static UserPrincipal user(SocketChannel connection) throws IOException {
        SocketOption<?> option = connection.supportedOptions().stream()
                .filter(one -> one.name().equals("SO_PEERCRED"))
                .findFirst()
                .orElseThrow(() -> new IOException("This Java cannot tell who connects (SO_PEERCRED)"));
        Object principal = connection.getOption(option);
        try {
            return (UserPrincipal) principal.getClass().getMethod("user").invoke(principal);
        } catch (ReflectiveOperationException e) {
            throw new IOException("This Java does not tell who connects", e);
        }
    }
}
