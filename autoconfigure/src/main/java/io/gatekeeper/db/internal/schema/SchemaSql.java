package io.gatekeeper.db.internal.schema;

import io.gatekeeper.db.sql.QualifiedName;
import io.gatekeeper.db.sql.SqlIdentifier;
import java.util.List;

/** The statements that look at the schema and create it: constant text, in which the names are filled in once. */
final class SchemaSql {

    /** Held while creating, by every instance that shares the database. */
    static final String LOCK = "select pg_catalog.pg_advisory_xact_lock(7449927337190712625)";

    static final String DATABASE = "select pg_catalog.current_database()";

    static final String SCHEMA_EXISTS = """
            select exists (select from pg_catalog.pg_namespace where nspname = cast(:schema as text))
            """;

    static final String EXISTING_RELATIONS = """
            select c.relname
              from pg_catalog.pg_class c
              join pg_catalog.pg_namespace n on n.oid = c.relnamespace
             where n.nspname = cast(:schema as text) and c.relname = any (cast(:names as text[]))
            """;

    static final String COLUMNS = """
            select a.attname as name,
                   pg_catalog.format_type(a.atttypid, a.atttypmod) as type,
                   a.attnotnull and not a.atthasdef and a.attidentity = '' as demanded
              from pg_catalog.pg_attribute a
              join pg_catalog.pg_class c on c.oid = a.attrelid
              join pg_catalog.pg_namespace n on n.oid = c.relnamespace
             where n.nspname = cast(:schema as text) and c.relname = cast(:table as text) and c.relkind in ('r', 'p')
               and a.attnum > 0 and not a.attisdropped
             order by a.attnum
            """;

    static final String HAS_KEY = """
            select exists (
              select from pg_catalog.pg_index i
                join pg_catalog.pg_class c on c.oid = i.indrelid
                join pg_catalog.pg_namespace n on n.oid = c.relnamespace
               where n.nspname = cast(:schema as text) and c.relname = cast(:table as text)
                 and i.indisunique and i.indpred is null and i.indimmediate and i.indisvalid and i.indnkeyatts = 2
                 and 'user_id, viewing_day' = (
                   select pg_catalog.string_agg(cast(a.attname as text), ', ' order by a.attname)
                     from pg_catalog.pg_attribute a
                    where a.attrelid = i.indrelid and a.attnum = any (i.indkey)))
            """;

    static final String MISSING_PRIVILEGES = """
            select privilege
              from pg_catalog.pg_class c
              join pg_catalog.pg_namespace n on n.oid = c.relnamespace
             cross join pg_catalog.unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'USAGE']) as privilege
             where n.nspname = cast(:schema as text) and c.relname = cast(:table as text)
               and not case privilege
                     when 'USAGE' then pg_catalog.has_schema_privilege(n.oid, privilege)
                     else pg_catalog.has_table_privilege(c.oid, privilege)
                   end
            """;

    private static final String CREATE_TABLE = """
            create table @@table@@ (
              user_id      text        not null,
              viewing_day  date        not null,
              viewings     jsonb       not null,
              updated_at   timestamptz not null,
              primary key (user_id, viewing_day)
            )
            """;

    private static final String CREATE_OPEN_INDEX = """
            create index @@index@@ on @@table@@ (user_id)
             where %s
            """.formatted(IndexedSql.OPEN);

    private static final String CREATE_LATE_INDEX = """
            create index @@index@@ on @@table@@ (user_id, updated_at)
             where %s
            """.formatted(IndexedSql.UPDATED_LATE);

    final String createSchema;

    /** In the order in which they are created. */
    final List<Relation> relations;

    SchemaSql(QualifiedName table) {
        createSchema = "create schema " + table.schema().quoted();
        relations = List.of(
                new Relation(table.object(), table.in(CREATE_TABLE)),
                index(table, "_open_idx", CREATE_OPEN_INDEX),
                index(table, "_late_idx", CREATE_LATE_INDEX));
    }

    private static Relation index(QualifiedName table, String suffix, String sql) {
        SqlIdentifier name = table.object().withSuffix(suffix);
        return new Relation(name, table.in(sql.replace("@@index@@", name.quoted())));
    }

    /**
     * A table or an index.
     *
     * @param name its name within the schema
     * @param create the statement that creates it
     */
    record Relation(SqlIdentifier name, String create) {}
}
