package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import javax.management.remote.JMXConnector;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.okiagari.check.FreePorts;

/** okiagari.war undeployed and deployed again in one Payara Micro, by the server's own API. */
class PayaraMicroRedeploymentIT {
    private static final String APPLICATION = "okiagari";

    @Test
    @DisplayName("R-41: deployed again and again it leaves nothing behind")
    void r41LeavesNothingBehindWhenItIsDeployedAgain() throws IOException, InterruptedException {
        TestHome home = TestHome.create("redeploy-payara");
        SavingChecks checks = SavingChecks.prepare(home, 0x1f00a003);
        Process micro = start(home);
        try (Orders orders = new Orders(micro, home)) {
            orders.awaitDone("start");
            orders.give("deploy " + Build.war());
            try (JMXConnector connector = RunningServer.attach(micro.pid())) {
                Beans beans = new Beans(connector.getMBeanServerConnection());

                Redeployment.again(
                        beans,
                        checks,
                        () -> orders.give("undeploy " + APPLICATION),
                        () -> orders.give("deploy " + Build.war()));
            }
        } finally {
            if (!micro.waitFor(30, TimeUnit.SECONDS)) {
                micro.destroyForcibly();
            }
            checks.end(home);
        }
    }

    private static Process start(TestHome home) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx300m",
                "-Djava.io.tmpdir=" + home.tmp(),
                "-Dokiagari.home=" + home.path(),
                "-Dokiagari.locks=" + home.locks()));
        command.addAll(opensOf(Build.payaraMicro()));
        command.addAll(List.of(
                "-cp",
                Build.payaraMicro() + ":" + Build.target().resolve("test-classes"),
                MicroByHand.class.getName(),
                "--nohazelcast",
                "--disablephonehome",
                "--port",
                Integer.toString(FreePorts.one()),
                "--prebootcommandfile",
                RunningServer.writePreboot(home).toString()));
        return new ProcessBuilder(command)
                .redirectError(home.path().resolve("server.log").toFile())
                .start();
    }

    /** What the manifest opens for {@code java -jar}, as options. */
    private static List<String> opensOf(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            Attributes manifest = file.getManifest().getMainAttributes();
            return Stream.of("Add-Opens", "Add-Exports")
                    .flatMap(key -> Stream.of(manifest.getValue(key).trim().split("\\s+"))
                            .map(value -> "--" + key.toLowerCase(java.util.Locale.ROOT) + "=" + value + "=ALL-UNNAMED"))
                    .toList();
        }
    }

    /** The orders of {@link MicroByHand} and its answers. */
    private static final class Orders implements AutoCloseable {
        private final TestHome home;
        private final PrintStream out;
        private final List<String> answers = new ArrayList<>();

        Orders(Process process, TestHome home) {
            this.home = home;
            out = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
            Thread reader = new Thread(() -> read(process), "answers");
            reader.setDaemon(true);
            reader.start();
        }

        void give(String order) {
            if (!isDone(order) && RunningServer.hasLostItsEjbs(home)) {
                System.out.println("Payara found no EJB in our application this time; it is deployed again");
                assertThat(isDone(order)).as(order).isTrue();
            }
            awaitDone(order);
        }

        private boolean isDone(String order) {
            synchronized (answers) {
                answers.clear();
            }
            out.println(order);
            Wait.within(Wait.START).until(() -> answers("DONE " + order) || answers("FAILED " + order));
            return answers("DONE " + order);
        }

        private boolean answers(String line) {
            synchronized (answers) {
                return answers.contains(line);
            }
        }

        void awaitDone(String order) {
            Wait.within(Wait.START).until(() -> answers("DONE " + order));
        }

        private void read(Process process) {
            try (BufferedReader in =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    synchronized (answers) {
                        answers.add(line);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            out.close();
        }
    }
}
