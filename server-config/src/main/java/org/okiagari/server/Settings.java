package org.okiagari.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the embedded server listens.
 *
 * @param address HTTP_ADDRESS of psagent.conf, 127.0.0.1
 * @param port okiagari.port, else HTTP_PORT of psagent.conf, 8080; 0 = any free one, by the property alone
 * @param warnings values that cannot be used: the default holds
 */
record Settings(InetAddress address, int port, List<String> warnings) {
    private static final String KEY_ADDRESS = "HTTP_ADDRESS";
    private static final String KEY_PORT = "HTTP_PORT";
    private static final Set<String> LATER = Set.of("HTTPS_PORT", "TLS_CERT", "TLS_KEY");
    private static final String DEFAULT_ADDRESS = "127.0.0.1";
    private static final int DEFAULT_PORT = 8080;
    private static final Pattern LINE = Pattern.compile("\\s*([^\\s=]+)\\s*=?\\s*(.*)");

    /** Copies the list. */
    Settings {
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
        InetAddress address = address(values.getOrDefault(KEY_ADDRESS, DEFAULT_ADDRESS), psagentConf, warnings);
        if (values.keySet().stream().anyMatch(LATER::contains)) {
            warnings.add(psagentConf + ": HTTPS_PORT, TLS_CERT and TLS_KEY are not used by this version");
        }
        if (!portProperty.isEmpty()) {
            return new Settings(address, portOf(portProperty), warnings);
        }
        String text = values.getOrDefault(KEY_PORT, String.valueOf(DEFAULT_PORT));
        int port = number(text, 1);
        if (port < 0) {
            warnings.add(psagentConf + ": " + KEY_PORT + " is no port, " + DEFAULT_PORT + " holds (" + text + ")");
        }
        return new Settings(address, port < 0 ? DEFAULT_PORT : port, warnings);
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

    private static int portOf(String property) {
        int port = number(property, 0);
        if (port < 0) {
            throw new Trouble(Trouble.SETTING, "okiagari.port is no port: " + property);
        }
        return port;
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

    /** Without TLS a password must not cross a network: only loopback is taken. */
    private static InetAddress address(String text, Path file, List<String> warnings) {
        InetAddress address;
        try {
            address = InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            warnings.add(file + ": " + KEY_ADDRESS + " is no address, " + DEFAULT_ADDRESS + " holds (" + text + ")");
            return InetAddress.getLoopbackAddress();
        }
        if (address.isLoopbackAddress()) {
            return address;
        }
        throw new Trouble(
                Trouble.SETTING,
                file + ": " + KEY_ADDRESS + " = " + text + " is refused: this server speaks plain HTTP and listens on"
                        + " loopback only; put a TLS proxy before it");
    }
}
