package io.gatekeeper.db.sql;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Name of a PostgreSQL schema, table, column or index. An illegal name cannot be constructed.
 *
 * @param name the name as the catalog holds it, case included: {@code [A-Za-z_][A-Za-z0-9_]*}, at most 63 bytes
 */
public record SqlIdentifier(String name) {

    /** Length in bytes at which PostgreSQL truncates a name, so that two long ones would mean the same table. */
    public static final int MAX_BYTES = 63;

    private static final Pattern LEGAL = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if the name is not legal
     */
    public SqlIdentifier {
        if (!LEGAL.matcher(name).matches() || name.length() > MAX_BYTES) {
            throw new IllegalArgumentException("must be an SQL identifier: a letter or underscore, then letters, digits"
                    + " or underscores, at most " + MAX_BYTES + " bytes");
        }
    }

    /**
     * Returns the identifier of that name.
     *
     * @param name the name as the catalog holds it, case included
     * @return the identifier
     * @throws IllegalArgumentException if the name is not legal
     */
    public static SqlIdentifier of(String name) {
        return new SqlIdentifier(name);
    }

    /**
     * Returns the name of something that belongs to this, such as an index of a table. Where both together are too long,
     * a checksum takes the place of what is cut off, so that names remain distinct.
     *
     * @param suffix what to add
     * @return the derived name
     * @throws IllegalArgumentException if the suffix is not made of letters, digits and underscores, or is too long
     */
    public SqlIdentifier withSuffix(String suffix) {
        String whole = name + suffix;
        if (whole.length() <= MAX_BYTES) {
            return new SqlIdentifier(whole);
        }
        CRC32 checksum = new CRC32();
        checksum.update(name.getBytes(StandardCharsets.US_ASCII));
        String tail = "_%08x".formatted(checksum.getValue()) + suffix;
        return new SqlIdentifier(name.substring(0, Math.max(1, MAX_BYTES - tail.length())) + tail);
    }

    /**
     * Returns the text to put into SQL: always quoted, so that reserved words and capitals work.
     *
     * @return the quoted name
     */
    public String quoted() {
        return '"' + name + '"';
    }

    /** Returns the {@linkplain #quoted() quoted} name. */
    @Override
    public String toString() {
        return quoted();
    }
}
