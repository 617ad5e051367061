package io.gatekeeper.db.internal.legacy;

import io.gatekeeper.db.ImportReport;
import io.gatekeeper.db.LegacyImport;
import io.gatekeeper.db.ViewingDays;
import io.gatekeeper.db.internal.records.ViewRecordTable;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.sql.QualifiedName;
import io.gatekeeper.db.sql.StorableText;
import java.util.List;

/** Reads the Python service's table user by user, and leaves each user to an {@link ImportOfUser}. */
public final class JdbcLegacyImport implements LegacyImport {

    private final GatekeeperDb db;
    private final QualifiedName target;
    private final ViewRecordTable table;
    private final ViewingDays days;

    public JdbcLegacyImport(GatekeeperDb db, QualifiedName target, ViewRecordTable table, ViewingDays days) {
        this.db = db;
        this.target = target;
        this.table = table;
        this.days = days;
    }

    @Override
    public ImportReport run(QualifiedName source) {
        if (source.equals(target)) {
            throw new IllegalArgumentException("source must not be the gatekeeper's own table");
        }
        LegacySql sql = new LegacySql(source);
        ImportTally tally = new ImportTally();
        List<String> users = db.jdbc().sql(sql.findUsers).query(String.class).list();
        for (String user : users) {
            if (StorableText.isKey(user)) {
                tally.add(db.transactions()
                        .execute(status -> new ImportOfUser(user, table, days).copy(documents(sql, user))));
            } else {
                tally.skip("user whose id is blank or too long");
            }
        }
        return tally.report(users.size());
    }

    private List<String> documents(LegacySql sql, String user) {
        return db.jdbc()
                .sql(sql.findDocuments)
                .param("user", user)
                .query(String.class)
                .list();
    }
}
