package example.household;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.test.autoconfigure.JdbcTest;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

@JdbcTest
class ChildTableTests {

    @Autowired
    private JdbcClient jdbc;

    @Test
    void noTwoChildrenHaveTheSameName() {
        insertAnn();

        assertThatExceptionOfType(DuplicateKeyException.class).isThrownBy(this::insertAnn);
    }

    private void insertAnn() {
        jdbc.sql("insert into child (name) values ('Ann')").update();
    }
}
