package io.gatekeeper.db.autoconfigure;

/** The statement that finds out what stands first in the search path, or will once it is there. */
final class SearchPathSql {

    static final String STANDS_FIRST = """
            select pg_catalog.current_schema() = cast(:schema as text)
                   or current_user = cast(:schema as text)
                      and pg_catalog.starts_with(pg_catalog.current_setting('search_path'), '"$user"')
            """;

    private SearchPathSql() {}
}
