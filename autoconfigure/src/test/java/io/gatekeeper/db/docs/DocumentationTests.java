package io.gatekeeper.db.docs;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.autoconfigure.GatekeeperAutoConfiguration;
import io.gatekeeper.db.docs.Examples.Console;
import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

class DocumentationTests {

    private final TestDatabase database = TestPostgres.newDatabase();
    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(GatekeeperAutoConfiguration.class));

    @Test
    void theJavaCodeIsCompiledAndRun() throws IOException {
        String tests = withoutWhitespace(sources("src/test/java") + sources("../starter/src/it/console/src/test/java"));

        assertThat(Page.all().stream().flatMap(page -> page.code("java").stream()))
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(code -> assertThat(tests).contains(withoutWhitespace(code)));
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
                    Console console = new Console(context.getBean(ViewRecordRepository.class));
                    LocalDate today = LocalDate.now(ZoneOffset.UTC);

                    console.unblock("Rikki", Duration.ofMinutes(30));
                    console.block();

                    assertThat(console.leftToday("Rikki", today, Duration.ofHours(1)))
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
        database.client().sql(sql.get(1).replace("the_user", database.name())).update();

        application
                .withPropertyValues(database.as(database.name(), "x").properties())
                .withPropertyValues("gatekeeper.db.initialize-schema=validate")
                .run(context -> assertThat(context).hasNotFailed());
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
        Stream.of("host", "database", "username", "password", "schema")
                .forEach(required -> properties.put(required, "required"));
        return properties;
    }

    /** All the Java code of our tests, or of an application's that the build runs. */
    private static String sources(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(Page::read)
                    .map(Page::text)
                    .collect(joining());
        }
    }

    private static String bare(String cell) {
        return cell.replace("`", "").trim();
    }

    private static String withoutWhitespace(String code) {
        return code.replaceAll("\\s+", "");
    }
}
