package io.gatekeeper.sample.web;

import io.gatekeeper.db.Viewing;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Viewings for a spreadsheet, with the household's times. */
final class ViewingsCsv {

    private static final String TITLES = "user,device,service,started,ended,minutes requested,seconds watched\r\n";

    private ViewingsCsv() {}

    static String of(List<Viewing> viewings, ZoneId zone) {
        DateTimeFormatter time =
                DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx").withZone(zone);
        return viewings.stream()
                .map(viewing -> Stream.of(
                                viewing.userId(),
                                viewing.deviceName(),
                                viewing.serviceId(),
                                time.format(viewing.startedAt()),
                                text(viewing.endedAt(), time::format),
                                text(viewing.requested(), requested -> "" + requested.toMinutes()),
                                text(viewing.watched(), watched -> "" + watched.toSeconds()))
                        .map(ViewingsCsv::cell)
                        .collect(Collectors.joining(",", "", "\r\n")))
                .collect(Collectors.joining("", TITLES, ""));
    }

    private static <T> String text(@Nullable T value, Function<T, String> format) {
        return value == null ? "" : format.apply(value);
    }

    /** With an apostrophe before what a spreadsheet would take for a formula. */
    private static String cell(String text) {
        return "\"" + (text.matches("(?s)[=+@\\t\\r-].*") ? "'" : "") + text.replace("\"", "\"\"") + "\"";
    }
}
