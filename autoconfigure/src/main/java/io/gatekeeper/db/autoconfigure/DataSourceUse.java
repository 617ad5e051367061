package io.gatekeeper.db.autoconfigure;

/** Whose {@code DataSource} is used. */
enum DataSourceUse {

    /** One of our own where a host or connection details are given, else the application's if there is one. */
    AUTO,

    /** One of our own, whatever the application has. */
    OWN,

    /** The application's only or primary one. */
    APPLICATION
}
