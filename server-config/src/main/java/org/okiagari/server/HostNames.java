package org.okiagari.server;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The names of this host that a certificate holds, in keytool's form ({@code dns:host}, {@code ip:127.0.0.1}). No name
 * server is asked: it could hang, or lie.
 *
 * @param host the kernel's name of the host, empty if it cannot stand in a certificate
 * @param required what must be there: name, loopback, HTTP_ADDRESS, ALLOWED_HOSTS
 * @param all these, and where all addresses are listened on those of the network cards now
 */
record HostNames(String host, Set<String> required, Set<String> all) {
    private static final String LABEL = "[a-z0-9]([a-z0-9-]*[a-z0-9])?";
    private static final Pattern DNS = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[?[0-9a-f:.]*:[0-9a-f:.]*]?");

    /** Copies both sets. */
    HostNames {
        required = Collections.unmodifiableSet(new TreeSet<>(required));
        all = Collections.unmodifiableSet(new TreeSet<>(all));
    }

    static HostNames of(Listeners settings) {
        Set<String> required = new TreeSet<>(List.of("dns:localhost", "ip:127.0.0.1", "ip:0:0:0:0:0:0:0:1"));
        String host = kernelName();
        if (!host.isEmpty()) {
            required.add("dns:" + host);
        }
        settings.allowedHosts().forEach(name -> add(required, name.toLowerCase(Locale.ROOT)));
        Set<String> all = new TreeSet<>();
        if (settings.address().isAnyLocalAddress()) {
            all.addAll(addresses());
        } else {
            required.add("ip:" + text(settings.address()));
        }
        all.addAll(required);
        return new HostNames(host, required, all);
    }

    /** The name in the subject; what clients compare are the alternative names. */
    String commonName() {
        return host.isEmpty() || host.length() > 64 ? "localhost" : host;
    }

    private static void add(Set<String> names, String name) {
        if (ADDRESS.matcher(name).matches()) {
            try {
                names.add("ip:" + text(InetAddress.getByName(name)));
            } catch (IOException e) {
                // No address after all: the guard will not know it either.
            }
        } else if (DNS.matcher(name).matches()) {
            names.add("dns:" + name);
        }
    }

    private static Set<String> addresses() {
        Set<String> found = new TreeSet<>();
        try {
            for (NetworkInterface card : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                for (InetAddress address : Collections.list(card.getInetAddresses())) {
                    if (!address.isLinkLocalAddress()) {
                        found.add("ip:" + text(address));
                    }
                }
            }
        } catch (SocketException e) {
            return found;
        }
        return found;
    }

    /** Without the zone that Java adds to some IPv6 addresses. */
    private static String text(InetAddress address) {
        String text = address.getHostAddress();
        int zone = address instanceof Inet6Address ? text.indexOf('%') : -1;
        return zone < 0 ? text : text.substring(0, zone);
    }

    private static String kernelName() {
        try {
            String name = Files.readString(Path.of("/proc/sys/kernel/hostname"))
                    .strip()
                    .toLowerCase(Locale.ROOT);
            return DNS.matcher(name).matches() ? name : "";
        } catch (IOException e) {
            return "";
        }
    }
}
