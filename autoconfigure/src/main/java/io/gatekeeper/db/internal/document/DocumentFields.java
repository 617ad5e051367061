package io.gatekeeper.db.internal.document;

/** The names in a document, as the Python service writes them. */
public final class DocumentFields {

    public static final String VERSION = "version";
    public static final String DEVICES = "devices";
    public static final String DEVICE_NAME = "device_name";
    public static final String SERVICES = "services";
    public static final String STARTED_AT = "unblock_started_at";
    public static final String MINUTES = "requested_duration_minutes";
    public static final String LABEL = "requested_duration_label";
    public static final String ENDED_AT = "unblock_ended_at";
    public static final String SECONDS = "actual_duration_seconds";

    private DocumentFields() {}
}
