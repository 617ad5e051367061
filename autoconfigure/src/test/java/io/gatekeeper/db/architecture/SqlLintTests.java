package io.gatekeeper.db.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reads the sources, because a concatenation cannot be told from other code once it is compiled. */
class SqlLintTests {

    private static final Pattern EXECUTED = Pattern.compile("\\.sql\\((?<argument>[^()]*(?:\\([^()]*\\))?)\\)");
    private static final Pattern CONSTANT =
            Pattern.compile("sql(\\.[a-zA-Z]+)?|numbered|statement|[A-Z]\\w+Sql\\.[A-Z_]+");

    private static final Pattern SQL_CLASS = Pattern.compile("(class|enum) \\w+Sql \\{");

    @Test
    void whatIsExecutedIsSqlThatWasBuiltBefore() {
        List<String> arguments = sources()
                .flatMap(source -> EXECUTED.matcher(source).results())
                .map(result -> result.group(1))
                .toList();

        assertThat(arguments).hasSizeGreaterThan(10).allMatch(CONSTANT.asMatchPredicate());
    }

    @Test
    void statementsStandInTheSqlClassesOnly() {
        Pattern statement =
                Pattern.compile("\"\\s*(select|insert into|update|delete from|create (table|index|schema)) ");

        assertThat(sources()
                        .filter(source -> !SQL_CLASS.matcher(source).find())
                        .flatMap(source -> statement.matcher(source).results())
                        .map(MatchResult::group))
                .isEmpty();
    }

    @Test
    void everyFunctionIsNamedWithItsSchema() {
        Pattern unqualified = Pattern.compile(
                "(?<![\\w.@])(?!(cast|coalesce|greatest|trim|exists|any|in|values|and|or|as|on"
                        + "|key|unnest(?=.cast.:(users|days as date..., ))|lateral|materialized|array|k|m|r|n|next|conflict|@@table@@|into @@table@@)\\b)[a-z_]+\\(");

        assertThat(statements()
                        .flatMap(sql -> unqualified.matcher(sql).results())
                        .map(MatchResult::group))
                .isEmpty();
    }

    @Test
    void everyParameterIsCast() {
        Pattern parameter = Pattern.compile("(?<!cast\\()(?<![:\\w\"]):[a-z][A-Za-z]*");

        assertThat(statements().flatMap(sql -> parameter.matcher(sql).results()).map(MatchResult::group))
                .isEmpty();
    }

    @Test
    void everyKeyOfJsonSaysItsType() {
        Pattern untyped = Pattern.compile("(->>?|#>>?) *'");

        assertThat(statements().flatMap(sql -> untyped.matcher(sql).results()).map(MatchResult::group))
                .isEmpty();
    }

    /** The text blocks of the classes of statements: the only place where statements stand. */
    private static Stream<String> statements() {
        Pattern block = Pattern.compile("\"\"\"\n(.*?)\"\"\"", Pattern.DOTALL);
        List<String> statements = sources()
                .filter(source -> SQL_CLASS.matcher(source).find() || source.contains("class IndexedSql"))
                .flatMap(source -> block.matcher(source).results())
                .map(result -> result.group(1))
                .toList();
        assertThat(statements).hasSizeGreaterThan(30);
        return statements.stream();
    }

    private static Stream<String> sources() {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).map(SqlLintTests::read).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
