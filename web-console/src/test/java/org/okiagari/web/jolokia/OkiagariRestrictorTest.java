package org.okiagari.web.jolokia;

import static org.assertj.core.api.Assertions.assertThat;

import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.jolokia.server.core.util.HttpMethod;
import org.jolokia.server.core.util.RequestType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.okiagari.api.ObjectNames;
import org.okiagari.api.users.Role;

class OkiagariRestrictorTest {
    private final OkiagariRestrictor restrictor = new OkiagariRestrictor();

    @ParameterizedTest
    @CsvSource({
        "Agent, events, VIEWER",
        "Agent, start, ADMIN",
        "Agent, check, ADMIN",
        "Pcheck, checkReload, VIEWER",
        "Pcheck, readPfile, VIEWER",
        "Pcheck, reload, OPERATOR",
        "Pcheck, stop, OPERATOR",
        "Pcheck, start, OPERATOR",
        "Pcheck, dump, OPERATOR",
        "Pcheck, shutdown, ADMIN",
        "Pcheck, recoveryTest, ADMIN",
        "Pent, scriptOutput, VIEWER",
        "Pent, stop, OPERATOR",
        "Pent, start, OPERATOR"
    })
    void anOperationNeedsItsRole(String type, String operation, Role least) throws Exception {
        for (Role role : Role.values()) {
            assertThat(isAllowed(role, bean(type), operation)).as("%s", role).isEqualTo(role.covers(least));
            assertThat(isAllowed(role, bean(type), operation + "(java.lang.String)"))
                    .as("%s with signature", role)
                    .isEqualTo(role.covers(least));
        }
        assertThat(restrictor.isOperationAllowed(bean(type), operation))
                .as("without rights")
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "Agent, attach",
        "Agent, await",
        "Agent, await(java.lang.String)",
        "Pcheck, reloadAnything",
        "Pcheck, RELOAD",
        "Pcheck, ''",
        "Pcheck, events",
        "Pent, reload",
        "Pent, shutdown",
        "Other, start",
        "Agent, attach()"
    })
    void nobodyMayCallOverHttpWhatTheTableDoesNotName(String type, String operation) throws Exception {
        assertThat(isAllowed(Role.ADMIN, bean(type), operation)).isFalse();
    }

    @Test
    void onlyTheLocalSocketAttaches() throws Exception {
        assertThat((boolean) Rights.LOCAL.call(() -> restrictor.isOperationAllowed(ObjectNames.AGENT, "attach")))
                .isTrue();
        assertThat((boolean) Rights.LOCAL.call(
                        () -> restrictor.isOperationAllowed(ObjectNames.AGENT, "await(java.lang.String,long,long)")))
                .isTrue();
        assertThat((boolean) Rights.LOCAL.call(() -> restrictor.isOperationAllowed(bean("Pcheck"), "shutdown")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "okiagari:*",
                "*:type=Pcheck",
                "okiagari:type=Pcheck,*",
                "java.lang:type=Memory",
                "com.sun.management:type=DiagnosticCommand",
                "jolokia:type=Config",
                "okiagari2:type=Pcheck"
            })
    void noPatternAndNoForeignBeanIsCalled(String name) throws Exception {
        assertThat(isAllowed(Role.ADMIN, new ObjectName(name), "reload")).isFalse();
        assertThat(isAllowed(Role.ADMIN, new ObjectName(name), "gc")).isFalse();
    }

    @Test
    void readsOurBeansAndAFewOfThePlatform() throws Exception {
        assertThat(isReadable(Role.VIEWER, "okiagari:type=Agent", "Version")).isTrue();
        assertThat(isReadable(Role.VIEWER, "java.lang:type=Memory", "HeapMemoryUsage"))
                .isTrue();
        assertThat(isReadable(Role.VIEWER, "java.lang:type=Runtime", "Uptime")).isTrue();
        assertThat(isReadable(Role.ADMIN, "java.lang:type=Runtime", "SystemProperties"))
                .isFalse();
        assertThat(isReadable(Role.ADMIN, "java.lang:type=Runtime", "InputArguments"))
                .isFalse();
        assertThat(isReadable(Role.ADMIN, "java.lang:type=ClassLoading", "Verbose"))
                .isFalse();
        assertThat(isReadable(Role.ADMIN, "java.lang:type=Memory,x=y", "Verbose"))
                .isFalse();
        assertThat(isReadable(Role.ADMIN, "java.util.logging:type=Logging", "LoggerNames"))
                .isFalse();
        assertThat(isReadable(Role.ADMIN, "okiagari:*", "Version")).isFalse();
        assertThat(isReadable(Role.ADMIN, "*:*", "Version")).isFalse();
        assertThat(restrictor.isAttributeReadAllowed(ObjectNames.AGENT, "Version"))
                .isFalse();
    }

    @Test
    void writesNothing() throws Exception {
        assertThat((boolean) Rights.LOCAL.call(() -> restrictor.isAttributeWriteAllowed(ObjectNames.AGENT, "Version")))
                .isFalse();
    }

    @Test
    void knowsFiveTypesAndTwoMethods() {
        for (RequestType type : RequestType.values()) {
            boolean expected = type == RequestType.READ
                    || type == RequestType.LIST
                    || type == RequestType.SEARCH
                    || type == RequestType.VERSION
                    || type == RequestType.EXEC;
            assertThat(restrictor.isTypeAllowed(type)).as("%s", type).isEqualTo(expected);
        }
        for (HttpMethod method : HttpMethod.values()) {
            assertThat(restrictor.isHttpMethodAllowed(method))
                    .isEqualTo(method == HttpMethod.GET || method == HttpMethod.POST);
        }
    }

    @Test
    void hidesEverythingElse() throws Exception {
        assertThat(isHidden("okiagari:type=Agent")).isFalse();
        assertThat(isHidden("java.lang:type=Memory")).isFalse();
        assertThat(isHidden("java.lang:type=ClassLoading")).isTrue();
        assertThat(isHidden("hawtio:type=security,area=jmx,name=HawtioDummyJMXSecurity"))
                .isTrue();
        assertThat(isHidden("hawtio:type=security,area=jmx,name=Okiagari")).isFalse();
        assertThat(isHidden("jolokia:type=Config")).isTrue();
        assertThat(restrictor.isObjectNameHidden(ObjectNames.AGENT))
                .as("without rights")
                .isTrue();
    }

    @Test
    void anyLoggedInUserMayAskHawtiosSecurityBean() throws Exception {
        ObjectName dummy = new ObjectName("hawtio:type=security,area=jmx,name=HawtioDummyJMXSecurity");

        assertThat(isAllowed(Role.VIEWER, dummy, "canInvoke(java.util.Map)")).isTrue();
        assertThat(isAllowed(Role.ADMIN, dummy, "canInvokeAll")).isFalse();
        assertThat(isAllowed(Role.ADMIN, new ObjectName("hawtio:type=About"), "canInvoke"))
                .isFalse();
        assertThat(restrictor.isOperationAllowed(dummy, "canInvoke")).isFalse();
    }

    @Test
    void knowsItsOwnOriginAndAddressesBelowIt() throws Exception {
        Rights rights = new Rights(Role.VIEWER, false, "http://127.0.0.1:8080");

        assertThat((boolean) rights.call(() -> restrictor.isOriginAllowed(null, true)))
                .isTrue();
        assertThat((boolean) rights.call(() -> restrictor.isOriginAllowed("http://127.0.0.1:8080", true)))
                .isTrue();
        assertThat((boolean) rights.call(() -> restrictor.isOriginAllowed("http://127.0.0.1:8080/okiagari/", false)))
                .isTrue();
        assertThat((boolean) rights.call(() -> restrictor.isOriginAllowed("http://127.0.0.1:8080.evil.example", true)))
                .isFalse();
        assertThat((boolean) rights.call(() -> restrictor.isOriginAllowed("null", true)))
                .isFalse();
        assertThat(restrictor.isOriginAllowed("http://127.0.0.1:8080", true))
                .as("without rights")
                .isFalse();
    }

    @Test
    void rightsEndWithTheRequestAlsoWhenItFails() {
        assertThat(Rights.current()).isEmpty();
        try {
            Rights.LOCAL.call(() -> {
                throw new IllegalStateException("a bean failed");
            });
        } catch (Exception e) {
            assertThat(e).hasMessage("a bean failed");
        }
        assertThat(Rights.current()).isEmpty();
    }

    private boolean isAllowed(Role role, ObjectName name, String operation) throws Exception {
        return new Rights(role, false, "").call(() -> restrictor.isOperationAllowed(name, operation));
    }

    private boolean isReadable(Role role, String name, String attribute) throws Exception {
        ObjectName bean = new ObjectName(name);
        return new Rights(role, false, "").call(() -> restrictor.isAttributeReadAllowed(bean, attribute));
    }

    private boolean isHidden(String name) throws Exception {
        ObjectName bean = new ObjectName(name);
        return new Rights(Role.ADMIN, false, "").call(() -> restrictor.isObjectNameHidden(bean));
    }

    private static ObjectName bean(String type) throws MalformedObjectNameException {
        return type.equals("Agent") ? ObjectNames.AGENT : new ObjectName("okiagari:pcheck=p,type=" + type);
    }
}
