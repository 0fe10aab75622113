package org.okiagari.web;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.okiagari.api.Caller;
import org.okiagari.api.Home;
import org.okiagari.api.users.UsersFile;
import org.okiagari.web.health.HealthServlet;
import org.okiagari.web.jolokia.JsonDoor;
import org.okiagari.web.jolokia.Rights;
import org.okiagari.web.socket.LocalSocket;

/**
 * What needs the home: the first user and the local socket.
 *
 * <p>A home that cannot be used stops neither the deployment nor each other: the log says it, health is not ready.
 */
final class Services implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger("org.okiagari.web");

    private final @Nullable JsonDoor door;
    private final @Nullable LocalSocket socket;

    private Services(@Nullable JsonDoor door, @Nullable LocalSocket socket) {
        this.door = door;
        this.socket = socket;
    }

    static Services start(Home home, ServletContext context) {
        if (!makeUsers(home)) {
            return new Services(null, null);
        }
        JsonDoor door = new JsonDoor();
        try {
            LocalSocket socket = LocalSocket.open(
                    home,
                    (line, uid) -> door.answer(
                            line, Rights.LOCAL, pid -> new Caller(Caller.Door.LOCAL, "uid=" + uid, "local", pid)));
            LOG.log(Level.INFO, "Local socket {0}", socket.path());
            context.setAttribute(HealthServlet.USABLE, Boolean.TRUE);
            return new Services(door, socket);
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.SEVERE, "Okiagari has no local socket, padmin and pcheck cannot reach it: {0}", sentence(e));
            door.close();
            return new Services(null, null);
        }
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.close();
        }
        if (door != null) {
            door.close();
        }
    }

    private static boolean makeUsers(Home home) {
        try {
            if (UsersFile.makeFirst(home)) {
                LOG.log(Level.INFO, "Made user admin; its password is in {0}", home.initialPassword());
            }
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.log(
                    Level.SEVERE,
                    "The home {0} cannot be used, so nobody can log in and padmin and pcheck cannot reach this server: {1}."
                            + " Let the user of the server own it, or name another by -Dokiagari.home or OKIAGARI_HOME.",
                    new Object[] {home.path(), sentence(e)});
            return false;
        }
    }

    private static String sentence(Exception e) {
        return e.getClass().getSimpleName() + " " + e.getMessage();
    }
}
