package org.okiagari.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a command line of padmin asks for.
 *
 * @param verb list, show param, show pent, reload, shutdown, stop, start, dump, events, top, self, user, help or version
 * @param topic the verb that help is asked for, empty for all
 * @param pfile value of -f, empty if none
 * @param pentId value of -p, 0 for the whole pcheck
 * @param count value of -n, how many events
 * @param after value of --after, the number of the event before the first, -1 if none
 * @param follow whether events are followed
 * @param json whether JSON is printed
 * @param user the words after user, the first is add, passwd, remove or list
 * @param role value of --role, viewer if none
 * @param remote the remote server, null for the one of this host
 */
record PadminOptions(
        String verb,
        String topic,
        String pfile,
        int pentId,
        int count,
        long after,
        boolean follow,
        boolean json,
        List<String> user,
        String role,
        @Nullable Remote remote) {

    private static final List<String> COMMANDS =
            List.of("show param", "show pent", "reload", "shutdown", "stop", "start", "dump");

    private static final List<String> WORDS = List.of("events", "top", "self", "user");
    private static final List<String> USER_WORDS = List.of("add", "passwd", "remove", "list");

    /** Reads a command line. */
    static PadminOptions parse(String[] args) {
        return new Parser(args).parse();
    }

    private static final class Parser {
        private final Words words;
        private final List<String> command = new ArrayList<>();
        private final Remote.Builder remote = new Remote.Builder();
        private String verb = "";
        private String pfile = "";
        private int pentId;
        private int count = 20;
        private boolean countGiven;
        private long after = -1;
        private boolean follow;
        private boolean json;
        private boolean help;
        private final List<String> user = new ArrayList<>();
        private String role = "";

        Parser(String[] args) {
            words = new Words(args);
        }

        PadminOptions parse() {
            for (String word = words.next(); word != null; word = words.next()) {
                take(word);
            }
            String asked = asked();
            if (help) {
                return options("help", asked);
            }
            check(asked);
            return options(asked, "");
        }

        private PadminOptions options(String what, String topic) {
            return new PadminOptions(
                    what,
                    topic,
                    pfile,
                    pentId,
                    count(),
                    after,
                    follow,
                    json,
                    user,
                    role.isEmpty() ? "viewer" : role,
                    remote.build());
        }

        /** Who names the first event wants all that follow, unless a number is named too. */
        private int count() {
            return after >= 0 && !countGiven ? Integer.MAX_VALUE : count;
        }

        private void take(String word) {
            switch (word) {
                case "-l", "--list" -> verb("list");
                case "-f", "--file" -> pfile = words.value(word);
                case "-c", "--command" -> {
                    verb("command");
                    addCommand(words.value(word));
                }
                case "-p", "--pent" -> pentId = words.number(word, 1, Integer.MAX_VALUE);
                case "-n", "--lines" -> {
                    count = words.number(word, 1, 10_000);
                    countGiven = true;
                }
                case "--after" -> after = words.longNumber(word, 0, Long.MAX_VALUE);
                case "--follow" -> follow = true;
                case "--json" -> json = true;
                case "--role" -> role = words.value(word);
                case "--url" -> remote.url(words.value(word));
                case "--user" -> remote.user(words.value(word));
                case "--password-file" -> remote.passwordFile(words.value(word));
                case "--cacert" -> remote.caCert(words.value(word));
                case "-h", "--help" -> help = true;
                case "-V", "--version" -> verb("version");
                default -> other(word);
            }
        }

        private void other(String word) {
            if (word.startsWith("-")) {
                throw Failure.usage("unknown option " + word + " (padmin --help shows the usage)");
            }
            if (verb.equals("command")) {
                addCommand(word);
            } else if (verb.equals("user") && !word.equals("help")) {
                user.add(word);
            } else if (WORDS.contains(word) || word.equals("help")) {
                help |= word.equals("help");
                verb(word.equals("help") ? "" : word);
            } else {
                throw Failure.usage("unknown word " + word + " (padmin --help shows the usage)");
            }
        }

        private void verb(String next) {
            if (!verb.isEmpty() && !verb.equals(next)) {
                throw Failure.usage("one command at a time (padmin --help shows the usage)");
            }
            verb = next;
        }

        private void addCommand(String text) {
            for (String word : text.strip().split("\\s+")) {
                command.add(word);
            }
        }

        private String asked() {
            return verb.equals("command") ? String.join(" ", command) : verb;
        }

        private void check(String asked) {
            if (asked.isEmpty()) {
                throw Failure.usage("nothing to do: say -l, -f <pfile> -c <command>, events, top, self or user"
                        + " (padmin --help shows the usage)");
            }
            if (verb.equals("command")) {
                checkCommand(asked);
            } else if (!pfile.isEmpty() || pentId > 0) {
                throw Failure.usage("-f and -p go with -c <command> (padmin --help shows the usage)");
            }
            if (asked.equals("user")) {
                checkUser();
            } else if (!role.isEmpty()) {
                throw Failure.usage("--role goes with user add");
            }
            if ((follow || countGiven || after >= 0) && !asked.equals("events")) {
                throw Failure.usage("-n, --after and --follow go with events");
            }
        }

        private void checkUser() {
            if (user.isEmpty() || !USER_WORDS.contains(user.get(0))) {
                throw Failure.usage(
                        "user goes with " + String.join(", ", USER_WORDS) + " (padmin user --help shows more)");
            }
            String what = user.get(0);
            if (what.equals("add") && user.size() == 3 && role.isEmpty()) {
                role = user.remove(2);
            }
            if (user.size() != (what.equals("list") ? 1 : 2)) {
                String name = what.equals("list") ? "" : " <name>";
                throw Failure.usage("the usage is padmin user " + what + name + "; a password is never a word of it");
            }
            if (!role.isEmpty() && !what.equals("add")) {
                throw Failure.usage("--role goes with user add");
            }
            if (remote.build() != null) {
                throw Failure.usage("users are changed on the server's own host: --url does not go with user");
            }
        }

        private void checkCommand(String asked) {
            if (!COMMANDS.contains(asked)) {
                throw Failure.usage("unknown command " + asked + ": " + String.join(", ", COMMANDS));
            }
            if (pfile.isEmpty()) {
                throw Failure.usage("-c " + asked + " needs -f <pfile>");
            }
            if (pentId > 0 && !asked.equals("stop") && !asked.equals("start") && !asked.equals("show pent")) {
                throw Failure.usage("-p goes with stop, start and show pent");
            }
        }
    }
}
