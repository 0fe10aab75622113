package org.okiagari.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.okiagari.check.Alone;
import org.okiagari.check.FreePorts;
import org.okiagari.check.Needs;

/** What testssl.sh says of the embedded server: nothing above low (S-34), with the host's own key and with one of a CA. */
@Alone(why = "a scanner that gives up what does not answer in its time")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TlsScanIT {
    private static final Path TESTSSL = Path.of("/usr/bin/testssl");

    /** What testssl calls a finding that is not above low, and what it says of itself. */
    private static final Set<String> HARMLESS = Set.of("OK", "INFO", "LOW", "DEBUG");

    /** Not about us: its openssl lacks old engines, and on a busy machine it leaves before a ticket comes. */
    private static final Set<String> OF_THE_TOOL =
            Set.of("engine_problem", "sessionresumption_ticket", "sessionresumption_ID");

    private static Host host;
    private static int https;

    private record Finding(String id, String severity, String text) {
        boolean isAboveLow() {
            return !HARMLESS.contains(severity) && !(severity.equals("WARN") && OF_THE_TOOL.contains(id));
        }
    }

    @BeforeAll
    static void makeHome() throws IOException {
        Needs.file(TESTSSL, "testssl.sh");
        host = Host.make("testssl");
        https = FreePorts.one();
    }

    @AfterAll
    @SuppressWarnings("NullAway") // Without testssl there is none.
    static void stop() {
        if (host != null) {
            host.close();
        }
    }

    /** Nobody can revoke a certificate that nobody but the host has signed: that is all there is to say about it. */
    @Test
    @Order(1)
    void theHostsOwnKeyLacksNothingButSomebodyToRevokeIt() throws Exception {
        host.settings("HTTPS_PORT = " + https + "\n");
        Process server = host.serve();

        List<Finding> findings = scan(host.home.resolve("conf/tls/cert.pem"), "-p", "-S", "-h");

        Host.signal("TERM", host.serverPid());
        assertThat(Host.exitCode(server)).isZero();
        assertThat(findings.stream().filter(Finding::isAboveLow))
                .extracting(Finding::id)
                .containsExactly("cert_revocation");
        assertThat(findings).anySatisfy(finding -> assertThat(finding.id()).isEqualTo("cert_chain_of_trust"));
    }

    @Test
    @Order(2)
    void aCertificateOfACaLeavesNothingAboveLow() throws Exception {
        makeCertificate(host.home.resolve("conf"));
        host.settings("HTTPS_PORT = " + https + "\nTLS_CERT = site.pem\nTLS_KEY = site.key\n");
        host.serve();

        List<Finding> findings = scan(host.home.resolve("conf/ca.pem"));

        assertThat(findings.stream().filter(Finding::isAboveLow)).isEmpty();
        assertThat(findings)
                .hasSizeGreaterThan(100)
                .anySatisfy(finding -> assertThat(finding).isEqualTo(new Finding("TLS1_3", "OK", finding.text())))
                .anySatisfy(finding -> assertThat(finding).isEqualTo(new Finding("HSTS_time", "OK", finding.text())))
                .anySatisfy(finding -> assertThat(finding).isEqualTo(new Finding("cipher_order", "OK", finding.text())))
                .anySatisfy(finding -> assertThat(finding.id()).isEqualTo("scanTime"));
    }

    private static List<Finding> scan(Path trusted, String... checks) throws IOException {
        Path json = host.home.resolve("testssl.json");
        List<String> line = new ArrayList<>(List.of(TESTSSL.toString()));
        line.addAll(List.of(checks));
        line.addAll(List.of("--color", "0", "--jsonfile", json.toString(), "--add-ca", trusted.toString()));
        line.add("https://localhost:" + https + "/okiagari/login");
        List<Finding> findings = new ArrayList<>();
        for (Object one : (List<?>) Scan.report(line, json)) {
            Map<?, ?> fields = (Map<?, ?>) one;
            findings.add(new Finding(
                    String.valueOf(fields.get("id")),
                    String.valueOf(fields.get("severity")),
                    String.valueOf(fields.get("finding"))));
        }
        return findings;
    }

    /** A small CA, and a certificate of it as a site would have: a year, names, where its CRL lies. */
    private static void makeCertificate(Path conf) throws IOException {
        String curve = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";
        openssl("req -x509 " + curve + " -days 365 -subj /CN=ca.example -keyout " + conf + "/ca.key -out " + conf
                + "/ca.pem -addext keyUsage=critical,keyCertSign,cRLSign");
        openssl("req " + curve + " -subj /CN=localhost -keyout " + conf + "/site.key -out " + conf + "/site.csr");
        Path extensions = Files.writeString(
                conf.resolve("site.ext"),
                "subjectAltName=DNS:localhost,IP:127.0.0.1\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth\n"
                        + "basicConstraints=CA:FALSE\ncrlDistributionPoints=URI:http://127.0.0.1/ca.crl\n");
        openssl("x509 -req -in " + conf + "/site.csr -CA " + conf + "/ca.pem -CAkey " + conf
                + "/ca.key -CAcreateserial -days 365 -extfile " + extensions + " -out " + conf + "/site.pem");
        Host.run(List.of("chmod", "600", conf + "/site.key"));
        assertThat(conf.resolve("site.pem")).isNotEmptyFile();
    }

    private static void openssl(String words) {
        List<String> line = new ArrayList<>(List.of("openssl"));
        line.addAll(List.of(words.split(" ")));
        Host.run(line);
    }
}
