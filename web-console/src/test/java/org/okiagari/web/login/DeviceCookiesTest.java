package org.okiagari.web.login;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeviceCookiesTest {
    private final DeviceCookies cookies = new DeviceCookies();

    @Test
    void knowsWhatItGaveAndForWhom() {
        String value = cookies.value("admin");

        assertThat(cookies.device(value, "admin")).contains(value.substring(0, value.indexOf('.')));
        assertThat(cookies.device(value, "other")).isEmpty();
        assertThat(new DeviceCookies().device(value, "admin")).isEmpty();
        assertThat(cookies.device("made.up", "admin")).isEmpty();
        assertThat(cookies.device("", "admin")).isEmpty();
        assertThat(cookies.value("admin")).isNotEqualTo(value);
    }

    @Test
    void anIpv6NetworkIsOneSource() {
        assertThat(Source.network("2001:db8:1:2:3:4:5:6")).isEqualTo(Source.network("2001:db8:1:2::1"));
        assertThat(Source.network("2001:db8:1:3::1")).isNotEqualTo(Source.network("2001:db8:1:2::1"));
        assertThat(Source.network("192.0.2.7")).isEqualTo("192.0.2.7");
        assertThat(Source.network("0:0:0:0:0:0:0:1")).isEqualTo("0:0:0:0:0:0:0:1");
    }

    @Test
    void aLogInByScriptIsNewAfterFifteenIdleMinutes() {
        RecentLogins recent = new RecentLogins();
        long idle = RecentLogins.IDLE.toNanos();

        assertThat(recent.isNew("a", "ops", -7)).isTrue();
        assertThat(recent.isNew("a", "ops", idle - 7)).isFalse();
        assertThat(recent.isNew("a", "ops", 2 * idle - 7)).isFalse();
        assertThat(recent.isNew("b", "ops", 2 * idle)).isTrue();
        assertThat(recent.isNew("a", "ops", 3 * idle + 8)).isTrue();
    }
}
