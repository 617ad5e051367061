package io.gatekeeper.db;

import org.springframework.dao.NonTransientDataAccessException;

/**
 * A write met a record that it does not understand: its document is not an object, or is of a later version. The record
 * is left untouched; reads skip it.
 */
public class UnsupportedRecordException extends NonTransientDataAccessException {

    /**
     * Creates the exception.
     *
     * @param message which record, and what is wrong with it
     */
    public UnsupportedRecordException(String message) {
        super(message);
    }
}
