package io.gatekeeper.db.internal.records;

import com.fasterxml.jackson.databind.node.TextNode;
import io.gatekeeper.db.internal.document.DocumentJson;
import io.gatekeeper.db.internal.document.StoredViewing;
import io.gatekeeper.db.internal.document.Timestamps;
import java.time.Instant;
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

    private static final String START = "@." + StoredViewing.STARTED_AT;

    private static final int TO_THE_MINUTE = "2026-03-17T10:00".length();

    /** For a viewing that starts now: nobody but us can have stored it. */
    static RecordCondition startingNow(String clientId, String name, String serviceId, Instant now) {
        return of(clientId, name, serviceId, START + " == \"" + Timestamps.format(now) + '"');
    }

    /** For one whose start was given: whatever is of that minute, or in another zone than ours, may be the same one. */
    static RecordCondition startingAt(String clientId, String name, String serviceId, Instant start) {
        String minute = Timestamps.format(start).substring(0, TO_THE_MINUTE);
        String same = Stream.of(minute, minute.replace('T', 't'), minute.replace('T', ' '))
                .map(spelling -> START + " starts with \"" + spelling + '"')
                .collect(Collectors.joining(" || "));
        return of(clientId, name, serviceId, same + " || !(" + START + " like_regex \"[+]00:00$\")");
    }

    private static RecordCondition of(String clientId, String name, String serviceId, String same) {
        String device = "$.devices." + quoted(clientId);
        return new RecordCondition(device, device + ".services." + quoted(serviceId), quoted(name), same);
    }

    /** Quotes as in JSON, which the path language understands. */
    private static String quoted(String text) {
        return DocumentJson.write(TextNode.valueOf(text));
    }

    /** Holds where the viewing may be stored already. */
    String stored() {
        return "exists(" + list + "[*] ? (" + same + "))";
    }

    /** Holds where the viewing is not stored yet, and can be added without mending or renaming anything. */
    String expected() {
        return "(!exists($.version) || $.version == 1) && $.devices.type() == \"object\" && (!exists(" + device
                + ") || "
                + device + ".type() == \"object\" && " + device + ".device_name == " + name + " && "
                + device + ".services.type() == \"object\" && (!exists(" + list + ") || "
                + list + ".type() == \"array\" && !" + stored() + "))";
    }
}
