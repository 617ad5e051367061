package io.gatekeeper.db.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlIdentifierTests {

    private static final String LONGEST = "a".repeat(63);

    @ParameterizedTest
    @ValueSource(strings = {"viewrecords", "_", "MixedCase", "select", "a1_b2"})
    void aLegalNameIsKeptAndQuoted(String name) {
        assertThat(SqlIdentifier.of(name).name()).isEqualTo(name);
        assertThat(SqlIdentifier.of(name)).hasToString('"' + name + '"');
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "a;drop", "a b", "a\"b", "a'b", "a-b", "a.b", "1a", "a\n", "\na", "a\0", "ä", "a$", "a--",
                "$user"
            })
    void anIllegalNameCannotBeConstructed(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SqlIdentifier.of(name))
                .withMessageStartingWith("must be an SQL identifier");
        assertThatIllegalArgumentException().isThrownBy(() -> QualifiedName.of("public", name));
        assertThatIllegalArgumentException().isThrownBy(() -> QualifiedName.of(name, "viewrecords"));
    }

    @Test
    void aNameThatPostgresWouldTruncateCannotBeConstructed() {
        assertThat(SqlIdentifier.of(LONGEST).name()).hasSize(63);
        assertThatIllegalArgumentException().isThrownBy(() -> SqlIdentifier.of(LONGEST + "a"));
    }

    @Test
    void aQualifiedNameQuotesBothParts() {
        assertThat(QualifiedName.of("select", "From")).hasToString("\"select\".\"From\"");
    }

    @Test
    void aDerivedNameIsTheNameAndTheSuffix() {
        assertThat(SqlIdentifier.of("viewrecords").withSuffix("_idx").name()).isEqualTo("viewrecords_idx");
    }

    @Test
    void derivedNamesOfLongNamesStayLegalAndDistinct() {
        SqlIdentifier one = SqlIdentifier.of(LONGEST).withSuffix("_idx");
        SqlIdentifier other = SqlIdentifier.of("a".repeat(62) + "b").withSuffix("_idx");

        assertThat(one.name()).hasSize(63).endsWith("_idx");
        assertThat(other.name()).hasSize(63).isNotEqualTo(one.name());
    }
}
