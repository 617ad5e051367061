package io.gatekeeper.db.internal.schema;

import io.gatekeeper.db.sql.SqlIdentifier;

/** The statements that look at the schema and create it: constant text, in which the names are filled in once. */
final class SchemaSql {

    /** Held while creating, by every instance that shares the database. */
    static final String LOCK = "select pg_catalog.pg_advisory_xact_lock(7449927337190712625)";

    static final String TRY_LOCK = "select pg_catalog.pg_try_advisory_xact_lock(7449927337190712625)";

    /**
     * What takes long here, an index on a large table or another instance's creation, is not to be cut off as a call is: a
     * lock is waited for a dozen times as long, or for a minute where calls wait without end.
     */
    static final String WITHOUT_HURRY = """
            select pg_catalog.set_config('statement_timeout', '1h', true),
                   pg_catalog.set_config('lock_timeout', cast(case when s.setting = '0' then 60000
                                                                   else 12 * cast(s.setting as bigint) end as text), true)
              from pg_catalog.pg_settings s
             where s.name = 'lock_timeout'
            """;

    /** The names as they can stand in a statement. */
    static final String SESSION = """
            select pg_catalog.quote_ident(current_user) as username,
                   pg_catalog.quote_ident(pg_catalog.current_database()) as database,
                   pg_catalog.current_setting('server_encoding') as encoding
            """;

    static final String SCHEMA_EXISTS = """
            select exists (select from pg_catalog.pg_namespace where nspname = cast(:schema as text))
            """;

    static final String EXISTING_RELATIONS = """
            select c.relname
              from pg_catalog.pg_class c
              join pg_catalog.pg_namespace n on n.oid = c.relnamespace
             where n.nspname = cast(:schema as text) and c.relname = any (cast(:names as text[]))
            """;

    /** What has the table's name and is none. */
    static final String NO_TABLE = """
            select case c.relkind
                     when 'v' then 'view'
                     when 'm' then 'materialized view'
                     when 'f' then 'foreign table'
                     when 'S' then 'sequence'
                     when 'c' then 'composite type'
                     else 'index'
                   end
              from pg_catalog.pg_class c
              join pg_catalog.pg_namespace n on n.oid = c.relnamespace
             where n.nspname = cast(:schema as text) and c.relname = cast(:table as text) and c.relkind not in ('r', 'p')
            """;

    /** The server may be set to quote all identifiers, those of its own types included. */
    static final String COLUMNS = """
            select a.attname as name,
                   pg_catalog.replace(pg_catalog.format_type(a.atttypid, a.atttypmod), '"', '') as type,
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

    static final String INDEXES = """
            select c.relname as name, i.indisvalid as valid,
                   coalesce((
                     select pg_catalog.string_agg(cast(a.attname as text), ', ' order by a.attnum)
                       from pg_catalog.pg_attribute a
                      where a.attrelid = i.indrelid and a.attnum = any (i.indkey)), '') as columns,
                   coalesce(pg_catalog.pg_get_expr(i.indpred, i.indrelid),
                            pg_catalog.pg_get_expr(i.indexprs, i.indrelid), '') as condition
              from pg_catalog.pg_index i
              join pg_catalog.pg_class c on c.oid = i.indexrelid
              join pg_catalog.pg_class t on t.oid = i.indrelid
              join pg_catalog.pg_namespace n on n.oid = t.relnamespace
             where n.nspname = cast(:schema as text) and t.relname = cast(:table as text)
            """;

    static final String HAS_CITUS = """
            select pg_catalog.to_regclass('pg_catalog.pg_dist_partition') is not null
            """;

    static final String MAY_DISTRIBUTE = """
            select exists (
              select from pg_catalog.pg_proc p
                join pg_catalog.pg_namespace n on n.oid = p.pronamespace
               where n.nspname = 'pg_catalog' and p.proname = 'create_distributed_table'
                 and pg_catalog.has_function_privilege(p.oid, 'execute'))
            """;

    /** To be asked where Citus is; nowhere else is there such a catalog. */
    static final String IS_DISTRIBUTED = """
            select exists (
              select from pg_catalog.pg_dist_partition d
                join pg_catalog.pg_class c on c.oid = d.logicalrelid
                join pg_catalog.pg_namespace n on n.oid = c.relnamespace
               where n.nspname = cast(:schema as text) and c.relname = cast(:table as text))
            """;

    /** The plain tables among some relations. */
    static final String TABLES = """
            select c.relname
              from pg_catalog.pg_class c
              join pg_catalog.pg_namespace n on n.oid = c.relnamespace
             where n.nspname = cast(:schema as text) and c.relname = any (cast(:names as text[])) and c.relkind = 'r'
            """;

    static final String DISTRIBUTE = """
            select pg_catalog.create_distributed_table(cast(:table as pg_catalog.regclass), cast(:column as text))
            """;

    private SchemaSql() {}

    static String createSchema(SqlIdentifier schema) {
        return "create schema " + schema.quoted();
    }
}
