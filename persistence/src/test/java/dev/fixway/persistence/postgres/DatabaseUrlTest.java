package dev.fixway.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
    @ParameterizedTest
    @ValueSource(strings = {"postgresql://ann:s%40cret@db:5433/fix?sslmode=require",
            "postgres://ann:s%40cret@db:5433/fix?sslmode=require",
            "jdbc:postgresql://ann:s%40cret@db:5433/fix?sslmode=require"})
    void takesUserAndPasswordOut(String text) {
        DatabaseUrl url = DatabaseUrl.parse(text);

        assertThat(url.jdbc().reveal()).isEqualTo("jdbc:postgresql://db:5433/fix?sslmode=require");
        assertThat(url.user()).isEqualTo("ann");
        assertThat(Objects.requireNonNull(url.password()).reveal()).isEqualTo("s@cret");
        assertThat(url).hasToString("postgresql://db:5433/fix");
    }

    @Test
    void showsNoOptions() {
        assertThat(DatabaseUrl.parse("jdbc:postgresql://db/fix?user=ann&password=secret"))
                .hasToString("postgresql://db/fix");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:h2:mem:x", "db:5432/fix", "postgresql://", "mysql://db/fix"})
    void refusesWhatIsNoUrlOfPostgres(String text) {
        assertThatThrownBy(() -> DatabaseUrl.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
