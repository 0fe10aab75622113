package org.okiagari.web.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.okiagari.api.settings.Settings;

/**
 * The names under which this server may be asked, against DNS rebinding.
 *
 * @param names in lower case, without port; an IPv6 address in brackets
 * @param anyAddress true if the server was told to listen on all addresses: then the address of the connection is a name too
 */
record Hosts(Set<String> names, boolean anyAddress) {
    private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::", "[::]", "*");

    Hosts {
        names = Set.copyOf(names);
    }

    static Hosts of(Settings settings) {
        Set<String> names = new LinkedHashSet<>(List.of("127.0.0.1", "localhost", "[::1]"));
        hostName().ifPresent(names::add);
        settings.allowedHosts().forEach(name -> names.add(bracketed(name)));
        boolean anyAddress = WILDCARDS.contains(settings.httpAddress());
        if (!anyAddress) {
            names.add(bracketed(settings.httpAddress()));
        }
        return new Hosts(names, anyAddress);
    }

    boolean contains(String hostHeader, String localAddress) {
        String name = withoutPort(hostHeader);
        return names.contains(name) || anyAddress && !name.isEmpty() && name.equals(bracketed(localAddress));
    }

    private static String withoutPort(String host) {
        int colon = host.indexOf(':', host.indexOf(']') + 1);
        return colon < 0 ? host : host.substring(0, colon);
    }

    private static String bracketed(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.indexOf(':') >= 0 && !lower.startsWith("[") ? "[" + lower + "]" : lower;
    }

    /** The kernel's name of the host: a look-up in the DNS could hang and could be somebody else's answer. */
    private static Optional<String> hostName() {
        try {
            String name = Files.readString(Path.of("/proc/sys/kernel/hostname"))
                    .strip()
                    .toLowerCase(Locale.ROOT);
            return name.isEmpty() || name.equals("(none)") ? Optional.empty() : Optional.of(name);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
