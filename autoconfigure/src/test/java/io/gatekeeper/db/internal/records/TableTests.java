package io.gatekeeper.db.internal.records;

/** What those tests of the repository stand on that look at its table. */
public abstract class TableTests extends RepositoryTests {

    public final TestRecords records;

    protected TableTests(Variant variant) {
        super(variant);
        this.records = new TestRecords(variant, clock);
    }
}
