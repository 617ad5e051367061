package io.gatekeeper.sample.smoke;

/**
 * One figure of the script.
 *
 * @param subject what was looked at
 * @param expected what the script says
 * @param actual what the console says
 */
record Check(String subject, String expected, String actual) {

    boolean isRight() {
        return expected.equals(actual);
    }
}
