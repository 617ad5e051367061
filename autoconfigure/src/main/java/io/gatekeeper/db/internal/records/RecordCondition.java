package io.gatekeeper.db.internal.records;

import static io.gatekeeper.db.internal.document.DocumentFields.DEVICES;
import static io.gatekeeper.db.internal.document.DocumentFields.DEVICE_NAME;
import static io.gatekeeper.db.internal.document.DocumentFields.ENDED_AT;
import static io.gatekeeper.db.internal.document.DocumentFields.SERVICES;
import static io.gatekeeper.db.internal.document.DocumentFields.STARTED_AT;
import static io.gatekeeper.db.internal.document.DocumentFields.VERSION;
import static io.gatekeeper.db.internal.document.DocumentJson.quoted;

import io.gatekeeper.db.internal.document.RecordKey;
import io.gatekeeper.db.internal.document.StoredViewing;
import io.gatekeeper.db.internal.document.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Conditions on the document of a record, in PostgreSQL's path language, for the server to check before it adds a viewing.
 * Ids and names stand in them as quoted strings.
 *
 * @param device the device in the document
 * @param list its list of the service's viewings
 * @param name the device's name
 * @param same what holds for a viewing in the list that may be the same one
 */
record RecordCondition(String device, String list, String name, String same) {

    private static final String START = "@." + STARTED_AT;

    private static final String KNOWN_VERSION = "(!exists($.%1$s) || $.%1$s == 1)".formatted(VERSION);

    private static final int TO_THE_DATE = "2026-03-17".length();
    private static final int TO_THE_HOUR = "2026-03-17T10".length();
    private static final int TO_THE_MINUTE = "2026-03-17T10:00".length();

    /** Further from the day than any record that is looked at, in whatever zone. */
    private static final Duration FAR = Duration.ofDays(2L * RecordKey.DAYS_APART);

    /** For a viewing that starts now: nobody but us can have stored it. */
    static RecordCondition startingNow(String clientId, String name, String serviceId, Instant now) {
        return of(clientId, name, serviceId, START + " == \"" + Timestamps.format(now) + '"');
    }

    /**
     * For one whose start was given: whatever is of that minute may be the same one, and whatever is spelled in a way that does
     * not tell by its beginning, since the beginning says the date and the hour only in the spelling that all the others have.
     * A pattern for the whole spelling takes the server much longer, so only the zone is looked for by one.
     */
    static RecordCondition startingAt(String clientId, String name, String serviceId, Instant start) {
        String text = Timestamps.format(start);
        String date = text.substring(0, TO_THE_DATE);
        String hour = text.substring(0, TO_THE_HOUR);
        String same = Stream.of(
                        startsWith(text.substring(0, TO_THE_MINUTE)),
                        startsWith(hour) + " && !(" + startsWith(hour + ":") + ")",
                        startsWith(date) + " && !(" + startsWith(date + "T") + ")",
                        "!(" + START + " > \"" + dateOf(start.minus(FAR)) + "\")",
                        "!(" + START + " < \"" + dateOf(start.plus(FAR)) + "\")",
                        "!(" + START + " like_regex \"[+]00:00$\")")
                .collect(Collectors.joining(" || "));
        return of(clientId, name, serviceId, same);
    }

    private static String startsWith(String beginning) {
        return START + " starts with \"" + beginning + '"';
    }

    private static String dateOf(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    /** {@return a path to what is open on a device} */
    static String openOn(String clientId) {
        return open(device(clientId) + "." + SERVICES + ".*");
    }

    /** {@return a path to what is open of a service on a device} */
    static String openOn(String clientId, String serviceId) {
        return open(device(clientId) + "." + SERVICES + "." + quoted(serviceId));
    }

    /** Holds where something is open of the service that a viewing is of, on its device. */
    static String openBeside(StoredViewing viewing) {
        return "exists(" + openOn(viewing.clientId(), viewing.serviceId()) + ")";
    }

    /** Holds where nothing is, but for what started when it did, and the device has the name that it had then. */
    static String onlyOpen(StoredViewing viewing, Instant start) {
        String device = device(viewing.clientId());
        return KNOWN_VERSION
                + " && " + device + "." + DEVICE_NAME + " == " + quoted(viewing.deviceName())
                + " && !exists(" + openOn(viewing.clientId(), viewing.serviceId()) + " ? (!(" + START + " == \""
                + Timestamps.format(start) + "\")))";
    }

    private static String open(String list) {
        return list + "[*] ? (!(@." + ENDED_AT + " > \"\"))";
    }

    private static String device(String clientId) {
        return "$." + DEVICES + "." + quoted(clientId);
    }

    private static RecordCondition of(String clientId, String name, String serviceId, String same) {
        String device = device(clientId);
        return new RecordCondition(device, device + "." + SERVICES + "." + quoted(serviceId), quoted(name), same);
    }

    /** Holds where the viewing may be stored already. */
    String stored() {
        return "exists(" + list + "[*] ? (" + same + "))";
    }

    /** Holds where the viewing is not stored yet, and can be added without repairing or renaming anything. */
    String expected() {
        return KNOWN_VERSION + " && $." + DEVICES + isA("object")
                + " && (!exists(" + device + ") || " + device + isA("object")
                + " && " + device + "." + DEVICE_NAME + " == " + name
                + " && " + device + "." + SERVICES + isA("object")
                + " && (!exists(" + list + ") || " + list + isA("array") + " && !" + stored() + "))";
    }

    private static String isA(String type) {
        return ".type() == \"" + type + "\"";
    }
}
