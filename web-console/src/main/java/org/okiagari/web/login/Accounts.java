package org.okiagari.web.login;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.okiagari.api.files.SafeFiles;
import org.okiagari.api.users.PasswordHash;
import org.okiagari.api.users.User;
import org.okiagari.api.users.Users;
import org.okiagari.api.users.UsersFile;

/**
 * The users of {@code conf/users}, read again when the file has changed, and the check of a password.
 *
 * <p>A file that cannot be read or is not safe names nobody: log-in is refused and the log says why, once per change.
 */
final class Accounts {
    private static final Logger LOG = Logger.getLogger("org.okiagari.web");
    private static final Users NO_USERS = Users.of(List.of());
    private static final int PARALLEL_CHECKS = 2;
    private static final int MAX_WAITING = 4;
    private static final int MAX_FOLLOWING = 64;
    private static final int MAX_PASSWORD = 1024;

    /** What made a read fail may be over without a change of the file: all descriptors were used, for example. */
    private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Checked for a name that nobody has, so that the time taken does not tell which names exist. */
    private static final String NOBODY =
            PasswordHash.of(UsersFile.randomPassword().toCharArray()).text();

    private final Path file;
    private final Source source;
    private final LongSupplier nanos;
    private final VerifiedCache verified = new VerifiedCache();

    /** PBKDF2 is made to be slow: a flood of log-ins must not take every CPU from the monitor. */
    private final Semaphore checks = new Semaphore(PARALLEL_CHECKS, true);

    private final Map<String, Integer> waiting = new ConcurrentHashMap<>();

    /** What is being judged, and how many wait for the verdict on the same. */
    private final Map<String, CompletableFuture<Verdict>> judging = new ConcurrentHashMap<>();

    private final AtomicInteger following = new AtomicInteger();

    private Loaded loaded = new Loaded(List.of(), Optional.empty(), 0);

    Accounts(Path file, SafeFiles files) {
        this(file, () -> UsersFile.read(file, files), System::nanoTime);
    }

    Accounts(Path file, Source source, LongSupplier nanos) {
        this.file = file;
        this.source = source;
        this.nanos = nanos;
    }

    /** Reads the file. */
    interface Source {
        Users read() throws IOException;
    }

    /** Returns the user with this name as the file has it now. */
    Optional<User> find(String name) {
        return users().find(name);
    }

    /** Returns true if this password was found right lately. */
    boolean isVerified(String name, String password) {
        return find(name)
                .filter(user ->
                        verified.contains(name, password, user.password().text(), System.nanoTime()))
                .isPresent();
    }

    /** Returns the user if the password is right. */
    Optional<User> verify(String name, String password) {
        return verify("", name, password, () -> true) == Verdict.RIGHT ? find(name) : Optional.empty();
    }

    /**
     * Judges a password.
     *
     * @param source who tries, for the bound of those that wait at once
     * @param stillMay asked when its turn has come: others of the same may have failed meanwhile
     */
    Verdict verify(String source, String name, String password, BooleanSupplier stillMay) {
        if (password.length() > MAX_PASSWORD) {
            return Verdict.WRONG;
        }
        Optional<User> user = find(name);
        PasswordHash hash =
                user.map(User::password).or(() -> PasswordHash.parse(NOBODY)).orElseThrow();
        Verdict verdict = once(source, name, hash, password, stillMay);
        if (verdict == Verdict.RIGHT && user.isPresent()) {
            verified.add(name, password, hash.text(), System.nanoTime());
        }
        return verdict == Verdict.RIGHT && user.isEmpty() ? Verdict.WRONG : verdict;
    }

    /** A script that opens many connections at once is judged once; all wait for that, and a wrong password counts once. */
    private Verdict once(String source, String name, PasswordHash hash, String password, BooleanSupplier stillMay) {
        String key = verified.key(name, password, hash.text());
        CompletableFuture<Verdict> mine = new CompletableFuture<>();
        CompletableFuture<Verdict> first = judging.putIfAbsent(key, mine);
        if (first != null) {
            return first(first) == Verdict.RIGHT ? Verdict.RIGHT : Verdict.NOT_LOOKED_AT;
        }
        Verdict verdict = Verdict.NOT_LOOKED_AT;
        try {
            verdict = inTurn(source, hash, password, stillMay);
        } finally {
            judging.remove(key);
            mine.complete(verdict);
        }
        return verdict;
    }

    private Verdict first(CompletableFuture<Verdict> first) {
        if (following.incrementAndGet() > MAX_FOLLOWING) {
            following.decrementAndGet();
            return Verdict.NOT_LOOKED_AT;
        }
        try {
            return first.get(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Verdict.NOT_LOOKED_AT;
        } catch (ExecutionException | TimeoutException e) {
            return Verdict.NOT_LOOKED_AT;
        } finally {
            following.decrementAndGet();
        }
    }

    /** One source can keep others waiting for as many passwords as it may have in the queue, and no longer. */
    private Verdict inTurn(String source, PasswordHash hash, String password, BooleanSupplier stillMay) {
        if (waiting.merge(source, 1, Integer::sum) > MAX_WAITING) {
            left(source);
            return Verdict.NOT_LOOKED_AT;
        }
        try {
            return checks.tryAcquire(10, TimeUnit.SECONDS) ? judged(hash, password, stillMay) : Verdict.NOT_LOOKED_AT;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Verdict.NOT_LOOKED_AT;
        } finally {
            left(source);
        }
    }

    private Verdict judged(PasswordHash hash, String password, BooleanSupplier stillMay) {
        try {
            if (!stillMay.getAsBoolean()) {
                return Verdict.NOT_LOOKED_AT;
            }
            return hash.matches(password.toCharArray()) ? Verdict.RIGHT : Verdict.WRONG;
        } finally {
            checks.release();
        }
    }

    /** Returns how many passwords of a source are judged or wait for it. */
    int waiting(String source) {
        return waiting.getOrDefault(source, 0);
    }

    private void left(String source) {
        waiting.computeIfPresent(source, (key, count) -> count == 1 ? null : count - 1);
    }

    private synchronized Users users() {
        List<Object> stamp = stamp();
        long now = nanos.getAsLong();
        boolean isChanged = !stamp.equals(loaded.stamp);
        if (isChanged || loaded.users.isEmpty() && now - loaded.readNanos >= AGAIN_NANOS) {
            loaded = new Loaded(stamp, read(isChanged), now);
        }
        return loaded.users.orElse(NO_USERS);
    }

    /** Returns none if the file cannot be read. */
    private Optional<Users> read(boolean isChanged) {
        try {
            Users users = source.read();
            users.problems().forEach(problem -> LOG.log(Level.WARNING, "{0}: {1}", new Object[] {file, problem}));
            return Optional.of(users);
        } catch (IOException e) {
            LOG.log(isChanged ? Level.WARNING : Level.FINE, "Nobody can log in: {0}", e.getMessage());
            return Optional.empty();
        }
    }

    /** A rename brings another file key, a write in place another time or size, chmod another ctime. */
    private List<Object> stamp() {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return List.of(
                    String.valueOf(now.fileKey()),
                    now.lastModifiedTime(),
                    now.size(),
                    Files.getAttribute(file, "unix:ctime"));
        } catch (IOException e) {
            return List.of("missing");
        }
    }

    private record Loaded(List<Object> stamp, Optional<Users> users, long readNanos) {}
}
