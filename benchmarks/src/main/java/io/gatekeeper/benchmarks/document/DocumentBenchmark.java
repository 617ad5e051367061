package io.gatekeeper.benchmarks.document;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.Usage;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.ViewingDays;
import io.gatekeeper.db.internal.document.RecordKey;
import io.gatekeeper.db.internal.document.StoredViewing;
import io.gatekeeper.db.internal.document.ViewingDocument;
import io.gatekeeper.db.internal.time.UsageCalculation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A document of twenty viewings, and the usage of a year of such days, in a region that changes its clocks. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DocumentBenchmark {

    private static final int A_DAY = 20;
    private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2025, 12, 31);

    private final ViewingDays days = new ViewingDays(ZoneId.of("Europe/Berlin"), LocalTime.MIDNIGHT, Clock.systemUTC());
    private final Instant now = days.startOf(LAST.plusDays(1));
    private final String json = document(FIRST).toJson();
    private final List<Viewing> year =
            FIRST.datesUntil(LAST.plusDays(1)).flatMap(this::viewings).toList();
    private final NewViewing another = NewViewing.timed("Rikki", "tv", "TV", "youtube", Duration.ofMinutes(30));

    @Benchmark
    public Object readADocument() {
        return parsed().viewings().map(StoredViewing::toViewing).toList();
    }

    @Benchmark
    public Object appendToADocumentAndWriteIt() {
        ViewingDocument document = parsed();
        document.append(another, now, Optional.empty());
        return document.toJson();
    }

    @Benchmark
    public Usage usageOfAYear() {
        return UsageCalculation.of(year.stream(), FIRST, LAST, days, now);
    }

    @Benchmark
    public LocalDate dayOfAnInstant() {
        return days.dayOf(now);
    }

    private ViewingDocument parsed() {
        return ViewingDocument.of(new RecordKey("Rikki", FIRST), json);
    }

    private Stream<Viewing> viewings(LocalDate day) {
        return document(day).viewings().flatMap(viewing -> viewing.toViewing().stream());
    }

    private ViewingDocument document(LocalDate day) {
        ViewingDocument document = ViewingDocument.empty(new RecordKey("Rikki", day));
        IntStream.range(0, A_DAY).forEach(number -> {
            Instant start = days.startOf(day).plus(Duration.ofMinutes(60L * number + 17));
            String service = number % 2 == 0 ? "youtube" : "films";
            document.append(
                    NewViewing.unlimited("Rikki", "tv", "TV", service).startingAt(start), start, Optional.empty());
            document.replace(
                    document.find("tv", service, start).orElseThrow().closedAt(start.plus(Duration.ofMinutes(70))));
        });
        return document;
    }
}
