package io.gatekeeper.db.internal.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewingCorrections;
import io.gatekeeper.db.store.ViewRecordStore;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes before a lock where records may move to another server; {@code CitusTests} says what for. */
@ParameterizedClass
@EnumSource(names = "USER_BY_USER")
class UserByUserTests extends TableTests {

    private static final String KEEP_IN_PLACE =
            new NamedStatement(Statements.of(ViewRecordSql.KEEP_IN_PLACE)).numbered();

    private final StatementCounter counter = new StatementCounter(records.dataSource);
    private final ViewRecordStore store = records.storeOn(counter);

    UserByUserTests(Variant variant) {
        super(variant);
    }

    @BeforeEach
    void watchSomething() {
        store.repository().appendAll(List.of(viewing(RIKKI), viewing("Morty")));
        counter.reset();
    }

    @Test
    void eachUsersRecordsAreKeptInPlaceBeforeTheyAreLocked() {
        store.repository().appendAll(List.of(viewing(RIKKI), viewing("Morty")));

        assertThat(locks()).isEqualTo(2);
        assertThat(locksOfWhatMayMove()).isEmpty();
    }

    @Test
    void soAreThoseThatAreClosed() {
        store.repository().closeAll("tv");

        assertThat(locks()).isEqualTo(2);
        assertThat(locksOfWhatMayMove()).isEmpty();
    }

    @Test
    void soAreThoseThatASweepGoesThrough() {
        clock.advance(Duration.ofHours(2));

        store.repository().closeOverdue();

        assertThat(locks()).isEqualTo(2);
        assertThat(locksOfWhatMayMove()).isEmpty();
    }

    @Test
    void soAreThoseThatAreCorrected() {
        ViewingCorrections corrections = store.corrections();

        corrections.moveUser(RIKKI, "Morty");
        corrections.moveDevice("Morty", "tv", "tablet");

        assertThat(locks()).isEqualTo(3);
        assertThat(locksOfWhatMayMove()).isEmpty();
    }

    private long locks() {
        return counter.texts().stream().filter(UserByUserTests::isLock).count();
    }

    /** Those that nothing, or something else, goes before. */
    private List<String> locksOfWhatMayMove() {
        List<String> sent = counter.texts();
        return IntStream.range(0, sent.size())
                .filter(place -> isLock(sent.get(place)))
                .filter(place -> place == 0 || !sent.get(place - 1).equals(KEEP_IN_PLACE))
                .mapToObj(sent::get)
                .toList();
    }

    private static boolean isLock(String statement) {
        return statement.contains("for update");
    }

    private static NewViewing viewing(String user) {
        return NewViewing.timed(user, "tv", "TV", "youtube", Duration.ofHours(1));
    }
}
