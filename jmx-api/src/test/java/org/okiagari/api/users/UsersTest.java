package org.okiagari.api.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UsersTest {
    private static final PasswordHash HASH = PasswordHash.of("secret".toCharArray(), 1000);

    @Test
    void whatIsWrittenIsReadAgain() {
        Users users = Users.of(List.of(
                new User("admin", HASH, EnumSet.allOf(Role.class)), new User("eve@ops-1", HASH, Set.of(Role.VIEWER))));

        assertThat(Users.parse(users.text())).isEqualTo(users);
        assertThat(users.text()).contains("\neve@ops-1:pbkdf2-sha256$1000$").contains(":viewer,operator,admin\n");
    }

    @Test
    void everyWrongLineIsToldWithItsNumberAndTheOthersHold() {
        String good = "bob:" + HASH.text() + ":operator\r\n";
        String text = "# head\n\nalice:secret\n" + good + ":" + HASH.text() + ":viewer\ncarol:plain:viewer\n" + "dave:"
                + HASH.text() + ":viewer,root\n" + good;

        Users users = Users.parse(text);

        assertThat(users.users()).extracting(User::name).containsExactly("bob");
        assertThat(users.problems()).hasSize(5).noneMatch(problem -> problem.contains(HASH.text()));
        assertThat(users.problems().get(0)).startsWith("line 3: ").contains("2 fields");
        assertThat(users.problems().get(1)).startsWith("line 5: A user name is");
        assertThat(users.problems().get(2)).startsWith("line 6: the hash of user carol");
        assertThat(users.problems().get(3)).startsWith("line 7: the roles of user dave");
        assertThat(users.problems().get(4)).startsWith("line 8: user bob stands twice");
    }

    @Test
    void onlyTheRightPasswordMatches() {
        PasswordHash again = PasswordHash.parse(HASH.text()).orElseThrow();

        assertThat(again.matches("secret".toCharArray())).isTrue();
        assertThat(again.matches("Secret".toCharArray())).isFalse();
        assertThat(again.matches(new char[0])).isFalse();
    }

    @Test
    void equalPasswordsHaveDifferentHashesAndAHashIsNotPrinted() {
        PasswordHash other = PasswordHash.of("secret".toCharArray(), 1000);

        assertThat(other.text()).isNotEqualTo(HASH.text());
        assertThat(HASH.toString()).isEqualTo("pbkdf2-sha256");
    }

    @Test
    void absurdHashesAreRefused() {
        assertThat(PasswordHash.parse("pbkdf2-sha256$1$" + "AAAAAAAAAAAAAAAAAAAAAA==$" + "A".repeat(43) + "="))
                .isEmpty();
        assertThat(PasswordHash.parse("pbkdf2-sha256$2000000000$AAAAAAAAAAAAAAAAAAAAAA==$" + "A".repeat(43) + "="))
                .isEmpty();
        assertThat(PasswordHash.parse("pbkdf2-sha256$1000$AAAAAAAAAAAAAAAAAAAAAA==$"))
                .isEmpty();
        assertThat(PasswordHash.parse("pbkdf2-sha256$1000$!$?")).isEmpty();
    }

    @Test
    void aRoleCoversTheRolesBelow() {
        assertThat(Role.words(Set.of(Role.ADMIN))).containsExactlyInAnyOrder("viewer", "operator", "admin");
        assertThat(Role.words(Set.of(Role.OPERATOR))).containsExactlyInAnyOrder("viewer", "operator");
        assertThat(Role.words(Set.of(Role.VIEWER))).containsExactly("viewer");
        assertThat(Role.words(Set.of())).isEmpty();
    }

    @Test
    void aNameThatWouldBreakALineIsRefused() {
        assertThatThrownBy(() -> new User("a:b", HASH, Set.of(Role.VIEWER)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new User("a\nb", HASH, Set.of(Role.VIEWER)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new User("a", HASH, Set.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
