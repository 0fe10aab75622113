package org.okiagari.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the embedded server listens.
 *
 * @param address HTTP_ADDRESS of psagent.conf, 127.0.0.1; one that is not loopback is for TLS alone
 * @param port okiagari.port, else HTTP_PORT of psagent.conf, 8080; 0 = any free one, by the property alone; {@link #NONE}
 *     = no plain HTTP at all
 * @param httpsPort HTTPS_PORT, {@link #NONE} = no TLS
 * @param certificate TLS_CERT, a path below conf/ or absolute; empty = the key of this host, which is made where needed
 * @param key TLS_KEY, likewise
 * @param allowedHosts ALLOWED_HOSTS: other names of this server
 * @param warnings values that cannot be used: the default holds
 */
record Settings(
        InetAddress address,
        int port,
        int httpsPort,
        Optional<Path> certificate,
        Optional<Path> key,
        List<String> allowedHosts,
        List<String> warnings) {
    /** Instead of a port: it is not listened on. */
    static final int NONE = -1;

    private static final String KEY_ADDRESS = "HTTP_ADDRESS";
    private static final String KEY_PORT = "HTTP_PORT";
    private static final String KEY_HTTPS = "HTTPS_PORT";
    private static final String DEFAULT_ADDRESS = "127.0.0.1";
    private static final int DEFAULT_PORT = 8080;
    private static final Pattern LINE = Pattern.compile("\\s*([^\\s=]+)\\s*=?\\s*(.*)");

    /** Copies the lists. */
    Settings {
        allowedHosts = List.copyOf(allowedHosts);
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads psagent.conf; the monitor, which reads it too, is the one that warns of unknown keys.
     *
     * @throws Trouble where the property is no port, or plain HTTP would leave the host
     */
    static Settings of(Path psagentConf, String portProperty) {
        Map<String, String> values = read(psagentConf);
        List<String> warnings = new ArrayList<>();
        int https = httpsPort(values, psagentConf, warnings);
        InetAddress address = address(values.getOrDefault(KEY_ADDRESS, DEFAULT_ADDRESS), psagentConf, warnings);
        if (!address.isLoopbackAddress() && https == NONE) {
            throw new Trouble(
                    Trouble.SETTING,
                    psagentConf + ": " + KEY_ADDRESS + " = " + values.get(KEY_ADDRESS)
                            + " is refused without TLS: plain HTTP is for loopback only, set " + KEY_HTTPS
                            + " (for example 8443)");
        }
        int port =
                portProperty.isEmpty() ? httpPort(values, https != NONE, psagentConf, warnings) : portOf(portProperty);
        return new Settings(
                address,
                port,
                https,
                path(values, "TLS_CERT", psagentConf),
                path(values, "TLS_KEY", psagentConf),
                words(values.getOrDefault("ALLOWED_HOSTS", "")),
                warnings);
    }

    /** Returns the same with the ports that were found to be free. */
    Settings withPorts(int plain, int tls) {
        return new Settings(address, plain, tls, certificate, key, allowedHosts, warnings);
    }

    boolean hasTls() {
        return httpsPort != NONE;
    }

    boolean hasPlain() {
        return port != NONE;
    }

    /** Where plain HTTP is served: it never leaves the host. */
    InetAddress plainAddress() {
        return address.isLoopbackAddress() ? address : InetAddress.getLoopbackAddress();
    }

    private static Map<String, String> read(Path file) {
        Map<String, String> values = new HashMap<>();
        try {
            // A BOM, read byte by byte, is these three characters.
            String text =
                    Files.readString(file, StandardCharsets.ISO_8859_1).replaceFirst("^\\u00ef\\u00bb\\u00bf", "");
            for (String line : text.split("\r?\n|\r")) {
                Matcher pair = LINE.matcher(withoutComment(line));
                if (pair.matches()) {
                    values.put(pair.group(1), unquoted(pair.group(2).strip()));
                }
            }
        } catch (NoSuchFileException e) {
            return values;
        } catch (IOException e) {
            throw new Trouble(Trouble.SETTING, file + " cannot be read");
        }
        return values;
    }

    private static String withoutComment(String line) {
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '#' && (i == 0 || Character.isWhitespace(line.charAt(i - 1)))) {
                return line.substring(0, i);
            }
        }
        return line;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(value.length() - 1) == value.charAt(0);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split("[,\\s]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Names of files are bytes: what was read byte by byte is UTF-8 here. */
    private static Optional<Path> path(Map<String, String> values, String key, Path psagentConf) {
        String text = values.getOrDefault(key, "");
        String name = new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return name.isEmpty() ? Optional.empty() : Optional.of(psagentConf.resolveSibling(name));
    }

    private static int portOf(String property) {
        int port = number(property, 0);
        if (port < 0) {
            throw new Trouble(Trouble.SETTING, "okiagari.port is no port: " + property);
        }
        return port;
    }

    /** With TLS a 0 switches plain HTTP off; without it nothing would be left. */
    private static int httpPort(Map<String, String> values, boolean hasTls, Path file, List<String> warnings) {
        String text = values.getOrDefault(KEY_PORT, String.valueOf(DEFAULT_PORT));
        int port = number(text, hasTls ? 0 : 1);
        if (port < 0) {
            String why = text.equals("0") ? " = 0 needs " + KEY_HTTPS + ", " : " is no port, ";
            warnings.add(file + ": " + KEY_PORT + why + DEFAULT_PORT + " holds (" + text + ")");
            return DEFAULT_PORT;
        }
        return port == 0 ? NONE : port;
    }

    private static int httpsPort(Map<String, String> values, Path file, List<String> warnings) {
        String text = values.getOrDefault(KEY_HTTPS, "0");
        int port = number(text, 0);
        if (port < 0) {
            warnings.add(file + ": " + KEY_HTTPS + " is no port, there is no TLS (" + text + ")");
        }
        return port <= 0 ? NONE : port;
    }

    /** Returns the port, -1 if it is none. */
    private static int number(String text, int least) {
        try {
            int port = Integer.parseInt(text);
            return port >= least && port <= 65_535 ? port : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static InetAddress address(String text, Path file, List<String> warnings) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            warnings.add(file + ": " + KEY_ADDRESS + " is no address, " + DEFAULT_ADDRESS + " holds (" + text + ")");
            return InetAddress.getLoopbackAddress();
        }
    }
}
