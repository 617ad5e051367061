package io.gatekeeper.db.internal.records;

import io.gatekeeper.db.sql.QualifiedName;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.ParsedSql;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.MappedQuerySpec;

/**
 * A statement whose named parameters are numbered once. Spring would do so with every call, and make a text for the driver that
 * looks like none before, of two thousand characters.
 */
final class NamedStatement {

    private final ParsedSql parsed;
    private final String numbered;

    NamedStatement(String sql) {
        this.parsed = NamedParameterUtils.parseSqlStatement(sql);
        this.numbered = NamedParameterUtils.substituteNamedParameters(parsed, null);
    }

    /**
     * {@return the statements on a table, with its name filled in once}
     *
     * @param distributed whether it is spread over several servers
     */
    static Function<ViewRecordSql, NamedStatement> on(QualifiedName table, BooleanSupplier distributed) {
        Map<ViewRecordSql, NamedStatement> onOneServer = new EnumMap<>(ViewRecordSql.class);
        Map<ViewRecordSql, NamedStatement> onSeveral = new EnumMap<>(ViewRecordSql.class);
        for (ViewRecordSql statement : ViewRecordSql.values()) {
            onOneServer.put(statement, new NamedStatement(statement.on(table)));
            onSeveral.put(statement, new NamedStatement(statement.onSeveral(table)));
        }
        return statement ->
                Objects.requireNonNull((distributed.getAsBoolean() ? onSeveral : onOneServer).get(statement));
    }

    /** {@return the statement as it is sent} */
    String numbered() {
        return numbered;
    }

    /** {@return the values in the order in which it is sent them} */
    Object[] values(Map<String, ?> parameters) {
        return NamedParameterUtils.buildValueArray(parsed, new Parameters(parameters), null);
    }

    /** {@return a call of it, without its parameters} */
    Call on(JdbcClient jdbc) {
        return new Call(jdbc);
    }

    /** A statement and its parameters. */
    final class Call {

        private final JdbcClient jdbc;
        private final Map<String, Object> parameters = new HashMap<>();

        private Call(JdbcClient jdbc) {
            this.jdbc = jdbc;
        }

        Call param(String name, Object value) {
            parameters.put(name, value);
            return this;
        }

        Call params(Map<String, ?> values) {
            parameters.putAll(values);
            return this;
        }

        int update() {
            return spec().update();
        }

        <T extends @Nullable Object> MappedQuerySpec<T> query(RowMapper<T> mapper) {
            return spec().query(mapper);
        }

        <T> MappedQuerySpec<T> query(Class<T> type) {
            return spec().query(type);
        }

        void query(RowCallbackHandler handler) {
            spec().query(handler);
        }

        private JdbcClient.StatementSpec spec() {
            List<Object> values = Arrays.asList(values(parameters));
            return jdbc.sql(numbered).params(values);
        }
    }

    /** Spring's own would copy them into three maps. */
    private record Parameters(Map<String, ?> values) implements SqlParameterSource {

        @Override
        public boolean hasValue(String name) {
            return values.containsKey(name);
        }

        @Override
        public @Nullable Object getValue(String name) {
            return values.get(name);
        }
    }
}
