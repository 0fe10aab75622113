package org.okiagari.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ports that nobody else is given, here and in another JVM. */
class FreePortsTest {
    private static final int MANY = 600;

    @Test
    void aPortIsGivenOnceAndIsNoneOfTheKernels() {
        List<Integer> ports =
                IntStream.range(0, MANY).map(i -> FreePorts.one()).boxed().toList();
        assertThat(ports).doesNotHaveDuplicates().allMatch(port -> port >= 11_000 && port < 20_000);
        int hundred = FreePorts.hundred();
        assertThat(hundred % 100).isZero();
        assertThat(FreePorts.hundred()).isNotEqualTo(hundred);
        assertThat(FreePorts.endingIn443() % 1_000).isEqualTo(443);
    }

    /** All there are that end so, as far as nobody has them already. */
    @Test
    void aPortThatSomebodyListensOnIsNotGiven() throws Exception {
        List<ServerSocket> taken = new ArrayList<>();
        try {
            for (int port = 11_443; port < 20_000; port += 1_000) {
                try {
                    taken.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
                } catch (BindException e) {
                    // Somebody else's.
                }
            }
            assertThatThrownBy(FreePorts::endingIn443).isInstanceOf(IllegalStateException.class);
        } finally {
            for (ServerSocket each : taken) {
                each.close();
            }
        }
    }

    /** Both take so many that by chance alone they would meet dozens of times. */
    @Test
    void twoJvmsAreGivenDifferentPorts() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Other.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            String line = other.inputReader().readLine();
            Set<Integer> theirs =
                    List.of(line.split(" ")).stream().map(Integer::valueOf).collect(Collectors.toSet());
            Set<Integer> ours = new TreeSet<>();
            IntStream.range(0, MANY).forEach(i -> ours.add(FreePorts.one()));
            assertThat(theirs).hasSize(MANY);
            assertThat(ours).hasSize(MANY).doesNotContainAnyElementsOf(theirs);
        } finally {
            other.getOutputStream().close();
            other.waitFor();
        }
    }

    /** Takes many ports, says which, and keeps them until its input ends. */
    static final class Other {
        private Other() {}

        public static void main(String[] args) throws Exception {
            System.out.println(IntStream.range(0, MANY)
                    .mapToObj(i -> Integer.toString(FreePorts.one()))
                    .collect(Collectors.joining(" ")));
            System.in.read();
        }
    }
}
