package io.gatekeeper.sample.web;

import io.gatekeeper.db.Viewing;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Viewings for a spreadsheet, with the household's times. */
final class ViewingsCsv {

    private static final String TITLES = "user,device,service,started,ended,minutes requested,seconds watched\r\n";

    /** What makes a spreadsheet take a name for a formula. */
    private static final String FORMULA = "=+-@\t\r";

    private ViewingsCsv() {}

    static String of(List<Viewing> viewings, ZoneId zone) {
        return viewings.stream().map(viewing -> line(viewing, zone)).collect(Collectors.joining("", TITLES, ""));
    }

    private static String line(Viewing viewing, ZoneId zone) {
        return Stream.of(
                        viewing.userId(),
                        viewing.deviceName(),
                        viewing.serviceId(),
                        time(viewing.startedAt(), zone),
                        time(viewing.endedAt(), zone),
                        viewing.requested() == null
                                ? ""
                                : "" + viewing.requested().toMinutes(),
                        viewing.watched() == null ? "" : "" + viewing.watched().toSeconds())
                .map(ViewingsCsv::cell)
                .collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String time(@Nullable Instant instant, ZoneId zone) {
        return instant == null
                ? ""
                : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                        instant.truncatedTo(ChronoUnit.SECONDS).atZone(zone));
    }

    private static String cell(String text) {
        boolean isFormula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
        return "\"" + (isFormula ? "'" : "") + text.replace("\"", "\"\"") + "\"";
    }
}
