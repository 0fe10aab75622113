package org.okiagari.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Where the embedded server listens.
 *
 * @param address HTTP_ADDRESS of psagent.conf, 127.0.0.1
 * @param port okiagari.port, else HTTP_PORT of psagent.conf, 8080
 */
record Settings(InetAddress address, int port) {
    private static final String KEY_ADDRESS = "HTTP_ADDRESS";
    private static final String KEY_PORT = "HTTP_PORT";

    /**
     * Reads psagent.conf; the monitor, which reads it too, is the one that warns of unknown keys.
     *
     * @throws Trouble where a value cannot be used
     */
    static Settings of(Path psagentConf, String portProperty) {
        Map<String, String> values = read(psagentConf);
        String port = portProperty.isEmpty() ? values.getOrDefault(KEY_PORT, "8080") : portProperty;
        String where = portProperty.isEmpty() ? psagentConf + ": " + KEY_PORT : "okiagari.port";
        return new Settings(address(values.getOrDefault(KEY_ADDRESS, "127.0.0.1"), psagentConf), number(port, where));
    }

    private static Map<String, String> read(Path file) {
        Map<String, String> values = new HashMap<>();
        try {
            for (String line :
                    Files.readString(file, StandardCharsets.ISO_8859_1).split("\r?\n|\r")) {
                String text = withoutComment(line);
                int equals = text.indexOf('=');
                if (equals > 0) {
                    String key = text.substring(0, equals).strip().toUpperCase(Locale.ROOT);
                    values.put(key, text.substring(equals + 1).strip());
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

    private static int number(String text, String where) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Said below: the same sentence for no number and for one out of bounds.
        }
        throw new Trouble(Trouble.SETTING, where + " is no port: " + text);
    }

    /** Without TLS a password must not cross a network: only loopback is taken. */
    private static InetAddress address(String text, Path file) {
        try {
            InetAddress address = InetAddress.getByName(text);
            if (address.isLoopbackAddress()) {
                return address;
            }
        } catch (UnknownHostException e) {
            throw new Trouble(Trouble.SETTING, file + ": " + KEY_ADDRESS + " is no address: " + text);
        }
        throw new Trouble(
                Trouble.SETTING,
                file + ": " + KEY_ADDRESS + " = " + text + " is refused: this server speaks plain HTTP and listens on"
                        + " loopback only; put a TLS proxy before it");
    }
}
