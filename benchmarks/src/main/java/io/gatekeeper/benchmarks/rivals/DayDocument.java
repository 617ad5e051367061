package io.gatekeeper.benchmarks.rivals;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** What a user started on a day, as Hibernate keeps it: a list as JSON. */
@Entity
@Table(name = "viewing_documents")
@IdClass(DayDocument.Key.class)
class DayDocument {

    @Id
    @Column(name = "user_id")
    private String user = "";

    @Id
    @Column(name = "viewing_day")
    private LocalDate day = LocalDate.EPOCH;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<Entry> viewings = new ArrayList<>();

    @Column(name = "is_open")
    private boolean open;

    protected DayDocument() {}

    DayDocument(String user, LocalDate day) {
        this.user = user;
        this.day = day;
    }

    List<Entry> viewings() {
        return viewings;
    }

    void viewings(List<Entry> changed) {
        viewings = changed;
        open = changed.stream().anyMatch(Entry::isOpen);
    }

    record Key(String user, LocalDate day) implements Serializable {}

    /** A viewing; its times are milliseconds since 1970. */
    record Entry(
            long start,
            String device,
            String service,
            String name,
            @Nullable Integer minutes,
            @Nullable Long end,
            @Nullable Long seconds) {

        boolean isOpen() {
            return end == null;
        }

        Entry endedAt(long moment) {
            return new Entry(start, device, service, name, minutes, moment, (moment - start) / 1_000);
        }
    }
}
