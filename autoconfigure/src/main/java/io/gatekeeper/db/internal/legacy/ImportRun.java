package io.gatekeeper.db.internal.legacy;

import io.gatekeeper.db.ImportReport;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.sql.StorableText;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/** One run of an import: user by user, each in a transaction. What fails for one of them is left to the report. */
final class ImportRun {

    private static final Logger log = LoggerFactory.getLogger(ImportRun.class);

    private final GatekeeperDb db;
    private final LegacyTable source;
    private final Function<UserHistory, ImportOfUser> importer;
    private final ImportTally tally = new ImportTally();
    private @Nullable RuntimeException failureOfStatements;
    private boolean withinCallersTransaction;

    ImportRun(GatekeeperDb db, LegacyTable source, Function<UserHistory, ImportOfUser> importer) {
        this.db = db;
        this.source = source;
        this.importer = importer;
    }

    ImportReport run() {
        List<String> page = source.usersAfter(null);
        while (!page.isEmpty()) {
            tally.countUsers(page.size());
            page.forEach(user -> tally.add(importOf(user)));
            page = source.usersAfter(page.get(page.size() - 1));
        }
        if (failureOfStatements != null && tally.isFailureOfAll()) {
            throw failureOfStatements;
        }
        return tally.report();
    }

    private ImportTally importOf(String user) {
        UserHistory history = new UserHistory(user);
        ImportTally result = history.tally();
        if (!StorableText.isKey(user)) {
            result.skip("user whose id is blank or too long", Example.at(user));
            return result;
        }
        try {
            source.forEachDocument(user, history::add);
            result.add(db.transactions().execute(status -> {
                withinCallersTransaction = !status.isNewTransaction();
                return importer.apply(history).run();
            }));
        } catch (RuntimeException e) {
            if (withinCallersTransaction || Failures.areOfAllUsers(e)) {
                throw e;
            }
            fail(history, e);
        }
        return result;
    }

    private void fail(UserHistory history, RuntimeException e) {
        String user = history.userId();
        String why = String.valueOf(NestedExceptionUtils.getMostSpecificCause(e).getMessage());
        log.atWarn()
                .addKeyValue("user", StorableText.printable(user))
                .addKeyValue("reason", StorableText.printable(why))
                .log("The import of a user failed");
        log.debug("The import of a user failed", e);
        if (Failures.areOfStatements(e)) {
            failureOfStatements = e;
        }
        history.tally().failed(user, why);
        history.tally()
                .skip(
                        "viewing of a user whose import failed",
                        history.viewings().size(),
                        Example.of(why, user));
    }
}
