package io.gatekeeper.sample.smoke;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.boot.env.DefaultPropertiesPropertySource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.web.client.RestClient;

/**
 * Makes a {@link SmokeRun} of a start with {@code --smoke}: the console starts on a free port and with a clock to set, and
 * ends once the run has, with zero only if every figure is right. Spring Boot finds it in {@code spring.factories}, so that
 * the console need not know it; without the argument it does nothing.
 */
final class SmokeRunListener implements SpringApplicationRunListener, Ordered {

    /** What the script's figures rest on, whatever else is configured. */
    private static final Map<String, Object> CONDITIONS = Map.of(
            "server.port", 0,
            "gatekeeper.db.zone", "UTC",
            "gatekeeper.db.day-start", "00:00",
            "sample.pin", "",
            "sample.close-overdue-every", "0s");

    private static final Map<String, Object> DEFAULTS =
            Map.of("logging.level.root", "warn", "spring.main.banner-mode", "off");

    /** What the console takes for now: it stands still until the script sets it. */
    private final AtomicReference<Instant> clock = new AtomicReference<>(Instant.EPOCH);

    private final boolean isRequested;
    private final RestClient.Builder http;
    private final PrintStream out;
    private final IntConsumer exit;

    /** Called by Spring Boot at every start, with the program's arguments. */
    public SmokeRunListener(String[] arguments) {
        this(Arrays.asList(arguments).contains("--smoke"), RestClient.builder(), System.out, System::exit);
    }

    SmokeRunListener(boolean isRequested, RestClient.Builder http, PrintStream out, IntConsumer exit) {
        this.isRequested = isRequested;
        this.http = http;
        this.out = out;
        this.exit = exit;
    }

    @Override
    public void environmentPrepared(
            ConfigurableBootstrapContext bootstrapContext, ConfigurableEnvironment environment) {
        if (isRequested) {
            environment.getPropertySources().addFirst(new MapPropertySource("smoke", CONDITIONS));
            DefaultPropertiesPropertySource.addOrMerge(DEFAULTS, environment.getPropertySources());
        }
    }

    @Override
    public void contextPrepared(ConfigurableApplicationContext console) {
        if (isRequested) {
            InstantSource now = clock::get;
            ((GenericApplicationContext) console).registerBean(Clock.class, () -> now.withZone(ZoneOffset.UTC));
        }
    }

    @Override
    public void ready(ConfigurableApplicationContext console, @Nullable Duration timeTaken) {
        if (isRequested) {
            boolean isAllRight = new SmokeRun(console, clock, http).play(out);
            exit.accept(SpringApplication.exit(console, () -> isAllRight ? 0 : 1));
        }
    }

    /** Before the one that sets up the log by the properties. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
