package io.gatekeeper.db.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.InfrastructureProxy;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** What Spring puts before a {@code DataSource} hides neither whose transaction it is, nor whether there is one. */
class DataSourceProxyTests {

    private static final DataSource POOL = Notes.pool(true);

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("callersOnEachProxy")
    void theCallersTransactionIsJoinedAndWhatFollowsIsStored(Callers callers, DataSource ours, DataSource theirs) {
        Notes notes = new Notes(ours);

        new TransactionTemplate(callers.on(theirs)).executeWithoutResult(status -> {
            notes.write("within");
            assertThat(notes.stored()).isEmpty();
            status.setRollbackOnly();
        });
        notes.write("afterwards");

        assertThat(notes.stored()).containsExactly("afterwards", "afterwards too");
    }

    @Test
    void eachConnectionOfOneSourceIsAskedWhetherItCommits() {
        AtomicReference<String> target = new AtomicReference<>("committing");
        Notes notes =
                new Notes(routing(Map.of("committing", Notes.pool(true), "not committing", Notes.pool(false)), target));

        notes.write("one");
        target.set("not committing");
        notes.write("another");

        assertThat(notes.stored()).containsExactly("another", "another too", "one", "one too");
    }

    static Stream<Arguments> callersOnEachProxy() {
        DataSource lazy = new LazyConnectionDataSourceProxy(POOL);
        DataSource routing = routing(Map.of("pool", POOL), new AtomicReference<>("pool"));
        return Stream.of(Callers.values())
                .flatMap(callers -> Stream.of(
                        Arguments.of(callers, lazy, lazy),
                        Arguments.of(callers, routing, routing),
                        Arguments.of(callers, new TransactionAwareDataSourceProxy(POOL), POOL),
                        Arguments.of(callers, new Unwrapped(POOL), POOL)));
    }

    private static DataSource routing(Map<Object, Object> targets, AtomicReference<String> target) {
        AbstractRoutingDataSource routing = new AbstractRoutingDataSource() {
            @Override
            protected @Nullable Object determineCurrentLookupKey() {
                return target.get();
            }
        };
        routing.setTargetDataSources(targets);
        routing.initialize();
        return routing;
    }

    private static final class Unwrapped extends DelegatingDataSource implements InfrastructureProxy {

        Unwrapped(DataSource target) {
            super(target);
        }

        @Override
        public Object getWrappedObject() {
            return Objects.requireNonNull(getTargetDataSource());
        }
    }
}
