package io.gatekeeper.db.internal.legacy;

import static io.gatekeeper.db.internal.document.DocumentFields.DEVICE_NAME;
import static io.gatekeeper.db.internal.document.DocumentFields.ENDED_AT;
import static io.gatekeeper.db.internal.document.DocumentFields.LABEL;
import static io.gatekeeper.db.internal.document.DocumentFields.MINUTES;
import static io.gatekeeper.db.internal.document.DocumentFields.SECONDS;
import static io.gatekeeper.db.internal.document.DocumentFields.STARTED_AT;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The documents of one user of the Python service as they look after years: most of it in order, and every oddity somewhere.
 * Keeps account of what it writes down, apart from how that is spelled.
 */
final class SyntheticHistory {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> DEVICES =
            List.of("192.168.1.20", "192.168.1.0/24", "aa:bb:cc:dd:ee:ff", "Küche ");
    private static final List<String> SERVICES = List.of("youtube", "youtube/kids", "netflix", "disney+", "roblox");
    private static final Duration BETWEEN = Duration.ofHours(2);

    /** Each tells the same to the second; only the first few are what the service writes itself. */
    private static final List<Function<OffsetDateTime, String>> SPELLINGS = List.of(
            of("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx"),
            of("uuuu-MM-dd'T'HH:mm:ssxxx"),
            of("uuuu-MM-dd'T'HH:mm:ssX"),
            of("uuuu-MM-dd HH:mm:ssx"),
            of("uuuu-MM-dd HH:mm:ss.SSSSSSx"),
            of("uuuu-MM-dd HH:mm:ss"),
            of("uuuuMMdd'T'HHmmssX"),
            of("uuuu-MM-dd'T'HHmmss,SSSSSSxx"),
            of("uuuu-MM-dd'T'HH:mm:ss,Sxxx"),
            time -> of("uuuu-MM-dd'T'HH:mm:ssxxx").apply(time.withOffsetSameInstant(ZoneOffset.ofHoursMinutes(5, 30))),
            time -> of("uuuu-MM-dd HH:mm:ssx").apply(time.withOffsetSameInstant(ZoneOffset.ofHours(-5))),
            time -> DateTimeFormatter.ISO_WEEK_DATE.format(time.toLocalDate()) + "T"
                    + of("HH:mm:ss").apply(time));

    private final Random random;
    private final ObjectNode living = JSON.createObjectNode().put("version", 1);
    private final ObjectNode backup = JSON.createObjectNode().put("version", 1);
    private final List<Entry> entries = new ArrayList<>();
    private final Map<Integer, ObjectNode> open = new TreeMap<>();
    private final SortedMap<String, Long> skipped = new TreeMap<>();
    private long copies;

    /**
     * Makes one up.
     *
     * @param viewings how many there are, about twelve a day
     * @param end they start before
     */
    SyntheticHistory(int viewings, Instant end, Random random) {
        this.random = random;
        for (int n = viewings; n > 0; n--) {
            Instant start = end.minus(BETWEEN.multipliedBy(n)).plusSeconds(random.nextLong(BETWEEN.toSeconds()));
            add(start, pick(DEVICES), pick(SERVICES));
        }
        addWhatIsSkipped();
    }

    /** The rows of the user: an old one beside the living one, as after a restored backup, or the other way round. */
    List<String> documents() {
        List<String> documents = new ArrayList<>(List.of(backup.toString(), living.toString()));
        Collections.shuffle(documents, random);
        return documents;
    }

    /** The viewings as they were meant. */
    List<Entry> entries() {
        return entries;
    }

    long copies() {
        return copies;
    }

    SortedMap<String, Long> skipped() {
        return skipped;
    }

    /** One viewing, in one of the ways it can stand in the source. */
    private void add(Instant start, String device, String service) {
        long seconds = 1L + random.nextInt(random.nextInt(50) == 0 ? 90_000 : 5_000);
        Instant ended = start.plusSeconds(seconds);
        ObjectNode viewing = viewing(spelled(start), spelled(ended), seconds);
        switch (random.nextInt(60)) {
            case 0 -> viewing.put(ENDED_AT, "half past ten");
            case 1 -> viewing.put(STARTED_AT, "early");
            case 2 -> viewing.remove(STARTED_AT);
            case 3 -> viewing.put("rating", 4.5);
            case 4 -> addCopy(living, device, service, viewing(spelled(start), null, null));
            case 5 -> addCopy(living, device, service, viewing.deepCopy());
            case 6 -> addCopy(backup, device, service, viewing(spelled(start), null, null));
            case 7 -> addCopy(backup, device, service, viewing(spelled(start), spelled(ended), seconds));
            case 8 -> viewing.put(MINUTES, new BigDecimal("30.0"));
            case 9 -> {
                viewing.putNull(ENDED_AT).putNull(SECONDS);
                open.put(entries.size(), viewing);
                ended = null;
            }
            default -> {}
        }
        list(living, device, service).add(viewing);
        entries.add(new Entry(device, service, start, ended));
    }

    /** The service ends what is open, each some time after its start. */
    void endAll() {
        open.forEach((place, viewing) -> {
            Entry entry = entries.get(place);
            long seconds = 1L + random.nextInt(5_000);
            viewing.put(ENDED_AT, spelled(entry.start().plusSeconds(seconds))).put(SECONDS, seconds);
            entries.set(
                    place,
                    new Entry(
                            entry.device(),
                            entry.service(),
                            entry.start(),
                            entry.start().plusSeconds(seconds)));
        });
        open.clear();
    }

    int openViewings() {
        return open.size();
    }

    private void addCopy(ObjectNode document, String device, String service, ObjectNode copy) {
        list(document, device, service).add(copy);
        copies++;
    }

    private void addWhatIsSkipped() {
        String start = "2026-03-01T10:00:00+00:00";
        list(living, "tv", "youtube").addNull().add("viewing");
        skipped.put("viewing that is no object", 2L);
        list(living, "tv", "youtube")
                .add(viewing("0001-01-01T00:00:00Z", null, null))
                .add(viewing("0000-02-29T00:00:00Z", null, null))
                .add(viewing("9999-12-31T00:00:00Z", null, null))
                .add(viewing(start, "9999-12-31T23:59:59-05:00", 1L))
                .add(viewing(null, start, 399_000_000_000L));
        skipped.put("viewing at a time outside the calendar", 5L);
        list(living, "tv", "youtube").add(viewing(null, start, 638_000_000_000_000_000L));
        skipped.put("viewing whose start cannot be read, nor told from its end", 1L);
        list(living, "tv", "youtube").add(viewing("x", null, null)).add(viewing("", "y", 1L));
        skipped.put("viewing with neither a start nor an end that can be read", 2L);
        list(living, "tv", "youtube").add(viewing(start, "later", null));
        skipped.put("viewing whose end cannot be read, nor told from its start", 1L);
        list(living, "", "youtube").add(viewing(start, null, null));
        list(living, " ", "youtube").add(viewing(start, null, null));
        skipped.put("viewing on a device whose id is blank or too long", 2L);
        list(living, "tv", "s".repeat(320)).add(viewing(start, null, null));
        skipped.put("viewing of a service whose id is blank or too long", 1L);
        child(living, "devices").put("phone", 7);
        skipped.put("device that is no object", 1L);
        child(child(child(living, "devices"), "tv"), "services").put("hulu", true);
        skipped.put("viewings that are no list", 1L);
        living.put("note", "x");
        skipped.put("unknown key beside the viewings", 1L);
    }

    private static ArrayNode list(ObjectNode document, String device, String service) {
        ObjectNode known = child(child(document, "devices"), device)
                .put(DEVICE_NAME, device + " of the family".repeat(device.length()));
        ObjectNode services = child(known, "services");
        return services.path(service) instanceof ArrayNode list ? list : services.putArray(service);
    }

    private static ObjectNode child(ObjectNode parent, String field) {
        return parent.path(field) instanceof ObjectNode child ? child : parent.putObject(field);
    }

    private static ObjectNode viewing(@Nullable String start, @Nullable String end, @Nullable Long seconds) {
        return JsonNodeFactory.instance
                .objectNode()
                .put(STARTED_AT, start)
                .putNull(MINUTES)
                .put(LABEL, "infinite")
                .put(ENDED_AT, end)
                .put(SECONDS, seconds);
    }

    private String spelled(Instant moment) {
        Function<OffsetDateTime, String> spelling = random.nextInt(3) == 0 ? pick(SPELLINGS) : SPELLINGS.get(1);
        return spelling.apply(moment.atOffset(ZoneOffset.UTC));
    }

    private <T> T pick(List<T> several) {
        return several.get(random.nextInt(several.size()));
    }

    private static Function<OffsetDateTime, String> of(String pattern) {
        return DateTimeFormatter.ofPattern(pattern)::format;
    }

    /** A viewing as it was meant; without an end, it is open. */
    record Entry(
            String device,
            String service,
            Instant start,
            @Nullable Instant end) {}
}
