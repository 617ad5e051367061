package io.gatekeeper.db.autoconfigure.failure;

/**
 * Who connects to which database, as far as messages can name them.
 *
 * @param ours whether the gatekeeper's own properties say so; if not, a {@code DataSource} of the application's does
 * @param username the user
 * @param database the database
 */
public record Login(boolean ours, String username, String database) {

    /** {@return that of a {@code DataSource} whose settings are not ours to know} */
    public static Login ofTheApplication() {
        return new Login(false, "<user>", "<database>");
    }
}
