package org.okiagari.web.socket;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jolokia.json.JSONStructure;
import org.okiagari.api.Caller;
import org.okiagari.api.Home;
import org.okiagari.web.audit.Audit;
import org.okiagari.web.jolokia.JsonDoor;

/**
 * The server's end of the local socket: one JSON request a line, one answer a line, connections kept.
 *
 * <p>A thread for each connection, so that a request which waits holds up nobody else. A lock file says that a server
 * lives; whoever holds it may delete the socket that a killed one left behind.
 */
public final class LocalSocket implements AutoCloseable {
    /** Most bytes of one request. */
    public static final int MAX_LINE = 64 * 1024;

    /** Most connections at once: each attached pcheck command holds one. */
    static final int MAX_CONNECTIONS = 256;

    private static final Logger LOG = Logger.getLogger("org.okiagari.web");

    private final SocketPlace place;
    private final FileChannel lock;
    private final ServerSocketChannel server;
    private final Peer peer;
    private final BiFunction<String, Integer, JSONStructure> requests;
    private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor pool;
    private final Audit audit = new Audit();
    private volatile boolean closed;

    private LocalSocket(
            SocketPlace place,
            FileChannel lock,
            ServerSocketChannel server,
            Peer peer,
            ThreadFactory threads,
            BiFunction<String, Integer, JSONStructure> requests) {
        this.place = place;
        this.lock = lock;
        this.server = server;
        this.peer = peer;
        this.requests = requests;
        // One thread more than connections: the one that accepts.
        this.pool =
                new ThreadPoolExecutor(0, MAX_CONNECTIONS + 1, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
    }

    /**
     * Opens the socket of a home.
     *
     * @param requests answers a line, given the uid of the one who asks
     * @throws IOException with one sentence if it cannot be opened or another server has it
     */
    public static LocalSocket open(Home home, BiFunction<String, Integer, JSONStructure> requests) throws IOException {
        return open(home, requests, threads());
    }

    static LocalSocket open(Home home, BiFunction<String, Integer, JSONStructure> requests, ThreadFactory threads)
            throws IOException {
        SocketPlace place = SocketPlace.prepare(home);
        FileChannel lock = lock(home.run().resolve("okiagari.sock.lock"));
        try {
            ServerSocketChannel server = bind(place.socket());
            LocalSocket socket = new LocalSocket(place, lock, server, Peer.ofThisProcess(), threads, requests);
            socket.pool.execute(socket::acceptAll);
            return socket;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static ThreadFactory threads() {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, "okiagari-socket-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Returns the path that commands connect to. */
    public Path path() {
        return place.socket();
    }

    /** Closes all connections, ends all threads, and takes the socket away. */
    @Override
    public void close() {
        closed = true;
        quietly(server);
        connections.forEach(LocalSocket::quietly);
        pool.shutdownNow();
        try {
            if (!pool.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warning("Threads of the local socket did not end within 5 s");
            }
            Files.deleteIfExists(place.socket());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The local socket was left behind: {0}", e.getMessage());
        } finally {
            quietly(lock);
        }
    }

    private static FileChannel lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Another deployment in this JVM.
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new IOException("another server has the local socket of this home (" + file + " is locked)");
    }

    /** The directory is for the owner only before the socket is there; its own mode then follows. */
    private static ServerSocketChannel bind(Path socket) throws IOException {
        Files.deleteIfExists(socket);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(socket));
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
            return server;
        } catch (IOException e) {
            quietly(server);
            throw new IOException("the local socket " + socket + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /** Errors too: where the host has no thread left for a connection, the next one must find the door open. */
    private void acceptAll() {
        while (!closed) {
            try {
                start(server.accept());
            } catch (IOException | RuntimeException | Error e) {
                if (!closed) {
                    LOG.log(Level.WARNING, "The local socket cannot serve a connection: {0}", e.toString());
                    pause();
                }
            }
        }
    }

    private void start(SocketChannel connection) throws IOException {
        connections.add(connection);
        boolean isServed = false;
        try {
            pool.execute(() -> serve(connection));
            isServed = true;
        } catch (RejectedExecutionException e) {
            write(
                    writer(connection),
                    JsonDoor.error(503, "Too many local connections: at most " + MAX_CONNECTIONS + "."));
        } finally {
            if (!isServed) {
                end(connection);
            }
        }
    }

    private void serve(SocketChannel connection) {
        try {
            Writer out = writer(connection);
            Optional<Integer> uid = peer.allowedUid(connection);
            if (uid.isEmpty()) {
                audit.refused(stranger(connection), "", Audit.LOGIN, "only root and the server's own user may");
                write(out, JsonDoor.error(403, "Only root and the server's own user may use the local socket."));
                return;
            }
            answerAll(new LineReader(Channels.newInputStream(connection), MAX_LINE), out, uid.get());
        } catch (IOException e) {
            LOG.log(Level.FINE, "A local connection ended", e);
        } finally {
            end(connection);
        }
    }

    private static Caller stranger(SocketChannel connection) throws IOException {
        return new Caller(Caller.Door.LOCAL, Peer.user(connection).getName(), "local", 0);
    }

    private void answerAll(LineReader lines, Writer out, int uid) throws IOException {
        try {
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                if (!line.get().isBlank()) {
                    write(out, answer(line.get(), uid));
                }
            }
        } catch (LineReader.TooLong e) {
            write(out, JsonDoor.error(413, String.valueOf(e.getMessage())));
        }
    }

    private JSONStructure answer(String line, int uid) {
        try {
            return requests.apply(line, uid);
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.WARNING, "A local request failed", e);
            return JsonDoor.error(500, "The request failed inside the server: see its log.");
        }
    }

    private static Writer writer(SocketChannel connection) {
        return new OutputStreamWriter(Channels.newOutputStream(connection), StandardCharsets.UTF_8);
    }

    /** JSON has no line ends of its own, so an answer is one line. */
    private static void write(Writer out, JSONStructure answer) throws IOException {
        out.write(JsonDoor.text(answer));
        out.write('\n');
        out.flush();
    }

    private void end(SocketChannel connection) {
        connections.remove(connection);
        quietly(connection);
    }

    /** Out of descriptors or threads: without a pause this thread would spin. */
    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void quietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            LOG.log(Level.FINE, "Closing failed", e);
        }
    }
}
