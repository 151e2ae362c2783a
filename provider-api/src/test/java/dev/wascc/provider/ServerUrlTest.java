package dev.wascc.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerUrlTest {
    private static final Set<String> REDIS = Set.of("redis", "rediss");

    @Test
    void a_url_is_taken_apart_and_shows_its_address_alone() {
        ServerUrl url = ServerUrl.parse("redis://ana:p%40ss+w@db.example:7000/2", 6379, REDIS);
        assertThat(url.host()).isEqualTo("db.example");
        assertThat(url.port()).isEqualTo(7000);
        assertThat(url.user()).isEqualTo("ana");
        assertThat(url.password()).isEqualTo("p@ss+w");
        assertThat(url.path()).isEqualTo("/2");
        assertThat(url).hasToString("redis://db.example:7000");
    }

    @Test
    void what_is_left_out_has_its_default() {
        ServerUrl url = ServerUrl.parse("REDISS://[::1]", 6379, REDIS);
        assertThat(url.scheme()).isEqualTo("rediss");
        assertThat(url.address()).isEqualTo("[::1]:6379");
        assertThat(url.user()).isNull();
        assertThat(url.password()).isNull();
        assertThat(ServerUrl.parse("redis://:secret@h", 1, REDIS).user()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://h",
                "redis://:hunter2@",
                "redis://a:hunter2@h:port",
                "hunter2",
                "redis://:hunter2 x@h",
                ""
            })
    void what_is_no_url_of_the_scheme_is_refused_and_not_shown(String text) {
        assertThatThrownBy(() -> ServerUrl.parse(text, 6379, REDIS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("redis://HOST")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void a_scheme_is_seen_and_so_is_a_password() {
        assertThat(ServerUrl.hasScheme(Map.of("URL", " Redis://h"), "URL", REDIS))
                .isTrue();
        assertThat(ServerUrl.hasScheme(Map.of("URL", "nats://h"), "URL", REDIS)).isFalse();
        assertThat(ServerUrl.hasScheme(Map.of(), "URL", REDIS)).isFalse();
        assertThat(ServerUrl.holdsPassword("redis://:x@h")).isTrue();
        assertThat(ServerUrl.holdsPassword("redis://h")).isFalse();
        assertThat(ServerUrl.holdsPassword("file:/a@b")).isFalse();
    }
}
