package org.okiagari.cli;

import org.jspecify.annotations.Nullable;

/**
 * What a command line of okiagari-jconsole asks for.
 *
 * @param verb connect, help or version
 * @param remote the server that is reached over HTTP, null for the one of this home, by local attach
 */
record JConsoleOptions(String verb, @Nullable Remote remote) {
    /** Reads a command line. */
    static JConsoleOptions parse(String[] args) {
        Words words = new Words(args);
        Remote.Builder remote = new Remote.Builder();
        String verb = "connect";
        for (String word = words.next(); word != null; word = words.next()) {
            switch (word) {
                case "--url" -> remote.url(words.value(word));
                case "--user" -> remote.user(words.value(word));
                case "--password-file" -> remote.passwordFile(words.value(word));
                case "--cacert" -> remote.caCert(words.value(word));
                case "-h", "--help" -> verb = "help";
                case "-V", "--version" -> verb = "version";
                default ->
                    throw Failure.usage("unknown option " + word + " (okiagari-jconsole --help shows the usage)");
            }
        }
        return new JConsoleOptions(verb, verb.equals("connect") ? remote.buildForLogIn() : null);
    }
}
