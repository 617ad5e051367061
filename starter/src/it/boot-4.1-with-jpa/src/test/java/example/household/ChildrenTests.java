package example.household;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.data.jpa.test.autoconfigure.DataJpaTest;
import org.springframework.boot.jpa.test.autoconfigure.TestEntityManager;

@DataJpaTest
class ChildrenTests {

    @Autowired
    private Children children;

    @Autowired
    private TestEntityManager entities;

    @Test
    void aChildIsFoundByName() {
        entities.persistAndFlush(new Child("Ann"));
        entities.clear();

        assertThat(children.findByName("Ann")).map(Child::name).contains("Ann");
    }
}
