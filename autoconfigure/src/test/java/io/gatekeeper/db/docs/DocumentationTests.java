package io.gatekeeper.db.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.ViewingDays;
import io.gatekeeper.db.autoconfigure.GatekeeperAutoConfiguration;
import io.gatekeeper.db.docs.Examples.Console;
import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

class DocumentationTests {

    private static final Path SAMPLE = Path.of("../sample-app/src/main");
    private static final Path CONSUMER = Path.of("../starter/src/it/console/src/test/java");

    private final TestDatabase database = TestPostgres.newDatabase();
    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(GatekeeperAutoConfiguration.class));

    @ParameterizedTest
    @MethodSource("javaCode")
    void theJavaCodeIsCompiledAndTested(String code) {
        assertThat(sources()).anySatisfy(source -> assertThat(source).contains(withoutWhitespace(code)));
    }

    @Test
    void theScriptToBuildOnIsTheOneOfTheSample() throws IOException {
        assertThat(Page.of("docs/build-your-own.md").code("sql"))
                .containsExactly(Files.readString(SAMPLE.resolve("resources/gatekeeper/service_limits.sql")));
    }

    @Test
    void theConfigurationInTheReadmeStartsTheRepositoryThatItsExampleUses() throws IOException {
        PropertySource<?> yaml = new YamlPropertySourceLoader()
                .load(
                        "README",
                        new ByteArrayResource(
                                Page.of("README.md").code("yaml").get(0).getBytes(StandardCharsets.UTF_8)))
                .get(0);

        application
                .withInitializer(
                        context -> context.getEnvironment().getPropertySources().addLast(yaml))
                .withPropertyValues("GATEKEEPER_PASSWORD=secret", "gatekeeper.db.port=" + database.port())
                .withPropertyValues("gatekeeper.db.username=postgres", "gatekeeper.db.database=" + database.name())
                .withPropertyValues("gatekeeper.db.password=" + database.password())
                .run(context -> {
                    Console console = new Console(
                            context.getBean(ViewRecordRepository.class), context.getBean(ViewingDays.class));

                    console.unblock("Rikki", Duration.ofMinutes(30));
                    console.block();

                    assertThat(console.leftToday("Rikki", Duration.ofHours(1)))
                            .isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
                    assertThat(console.viewings().findOpen()).isEmpty();
                });
    }

    @Test
    void theTableInTheDocumentationIsTheOneThatIsNeeded() {
        List<String> sql = Page.of("docs/storage.md").code("sql");
        database.client().sql("create schema gatekeeper").update();
        database.client().sql(sql.get(0)).update();
        database.client()
                .sql("create role " + database.name() + " login password 'x'")
                .update();
        database.client().sql(sql.get(2).replace("the_user", database.name())).update();

        application
                .withPropertyValues(database.as(database.name(), "x").properties())
                .withPropertyValues("gatekeeper.db.initialize-schema=validate")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void whatWasEditedByHandIsFoundAndPutRight() {
        List<String> sql = Page.of("docs/storage.md").code("sql");
        application.withPropertyValues(database.properties()).run(context -> {
            ViewRecordRepository repository = context.getBean(ViewRecordRepository.class);
            Instant start = Instant.parse("2026-03-17T22:00:00Z");
            LocalDate nextDay = LocalDate.parse("2026-03-18");
            for (String user : List.of("Rikki", "Morty")) {
                repository.append(NewViewing.unlimited(user, "tv", "TV", "youtube")
                        .startingAt(start)
                        .endingAt(start.plus(Duration.ofHours(1))));
            }
            database.client()
                    .sql("update gatekeeper.viewrecords set updated_at = '2026-03-17T23:00:00Z'")
                    .update();
            assertThat(edited(sql.get(3))).isEmpty();
            database.client().sql("""
                            update gatekeeper.viewrecords
                               set viewings = jsonb_set(viewings, '{devices,tv,services,youtube,0,unblock_ended_at}',
                                                        '"2026-03-22T01:30:00+00:00"')
                             where user_id = 'Rikki'
                            """).update();

            assertThat(edited(sql.get(3))).containsExactly("Rikki");
            database.client()
                    .sql("update gatekeeper.viewrecords set updated_at = now() where user_id = 'Rikki'")
                    .update();

            assertThat(edited(sql.get(3))).isEmpty();
            assertThat(repository
                            .usage(UsageQuery.of("Rikki", nextDay.plusDays(3)))
                            .total())
                    .isEqualTo(Duration.ofDays(1));
        });
        assertThat(database.client().sql(sql.get(1)).query(String.class).single())
                .isEqualTo("gatekeeper: version 1");
    }

    private List<String> edited(String sql) {
        return database.client()
                .sql(sql)
                .query((row, number) -> row.getString("user_id"))
                .list();
    }

    @Test
    void thePropertyTableIsComplete() throws IOException {
        Map<String, String> documented = new TreeMap<>();
        Pattern.compile("(?m)^\\| (?<names>`[a-z-]+`(?:, `[a-z-]+`)*) \\|(?<default>[^|]*)\\|")
                .matcher(Page.of("README.md").text())
                .results()
                .forEach(row -> Pattern.compile(", ")
                        .splitAsStream(row.group(1))
                        .forEach(name -> documented.put(bare(name), bare(row.group(2)))));

        assertThat(documented).isEqualTo(properties());
    }

    /** Every property of ours with its default, from the metadata that the build generates. */
    private static Map<String, String> properties() throws IOException {
        Map<String, String> properties = new TreeMap<>();
        try (InputStream metadata = Objects.requireNonNull(GatekeeperAutoConfiguration.class.getResourceAsStream(
                "/META-INF/spring-configuration-metadata.json"))) {
            JsonNode all = new ObjectMapper().readTree(metadata).get("properties");
            StreamSupport.stream(all.spliterator(), false)
                    .filter(property -> property.get("name").textValue().matches("gatekeeper\\.db\\.[^.]+"))
                    .forEach(property -> properties.put(
                            property.get("name").textValue().replace("gatekeeper.db.", ""),
                            property.path("defaultValue").asText("")));
        }
        Stream.of("host", "database", "username", "schema").forEach(required -> properties.put(required, "required"));
        return properties;
    }

    private static Stream<String> javaCode() {
        return Page.all().stream().flatMap(page -> page.code("java").stream());
    }

    /** Our tests, the sample application and the one that runs on either Boot, each of which the build tests. */
    private static List<String> sources() {
        return Stream.of(Path.of("src/test/java"), SAMPLE.resolve("java"), CONSUMER)
                .flatMap(folder -> javaFiles(folder).stream())
                .map(DocumentationTests::read)
                .map(DocumentationTests::withoutWhitespace)
                .toList();
    }

    private static List<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
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

    private static String bare(String cell) {
        return cell.replace("`", "").trim();
    }

    private static String withoutWhitespace(String code) {
        return code.replaceAll("\\s+", "");
    }
}
