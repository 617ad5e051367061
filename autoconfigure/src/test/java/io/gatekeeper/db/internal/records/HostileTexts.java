package io.gatekeeper.db.internal.records;

import java.util.List;

/** Ids that mean something to whoever takes them for more than text. */
final class HostileTexts {

    static final List<String> STORABLE = List.of(
            // SQL, its parameters, arrays and types
            "'",
            "''",
            "'; drop table gatekeeper.viewrecords; --",
            "\"",
            "\\",
            "\\'",
            "E'\\x41'",
            "$$",
            "$1",
            ":user",
            "::text",
            "?",
            "??",
            "?|",
            "--",
            "/*",
            "%",
            "_",
            "{}",
            "{a,b}",
            "{\"a\"}",
            "a,b",
            "NULL",
            "null",
            // JSON and its paths
            "$",
            "@",
            "*",
            "**",
            "$.devices.*",
            "$[*] ? (@ == \"x\")",
            "\" || true || \"",
            "@.type()",
            ".",
            "a.b",
            "[]",
            "[0]",
            "{\"version\":2}",
            "\\u0000",
            "\\u0027",
            "\\\"",
            "true",
            "0",
            "-1",
            "00",
            "1e5",
            // names of fields
            "devices",
            "services",
            "version",
            "device_name",
            "unblock_started_at",
            "unblock_ended_at",
            // formats and logs
            "%s",
            "%1$s",
            "${user}",
            "#{1}",
            "@@table@@",
            "line\nbreak",
            "a\tb",
            "\u0001",
            "\u001b[31m",
            "\u007f",
            // what looks alike, or like nothing
            "ann",
            "Ann",
            "ann ",
            " ann",
            "\ufeffann",
            "\u00e9",
            "e\u0301",
            "\u00df",
            "\u1e9e",
            "\u0131",
            "\u0130",
            "\u00a0",
            "\u200b",
            "\u3164",
            "\u202eann",
            "\u200f",
            "\ufffd",
            "\uffff",
            "\ue000",
            "\ud83d\ude00",
            "\ud83d\udc68\u200d\ud83d\udc67",
            // as long as may be
            "x".repeat(255),
            "\u00fc".repeat(127),
            "\ud83d\ude00".repeat(63) + "'\"\\");

    /** What no id can be. */
    static final List<String> REFUSED = List.of(
            "", " ", "\t\n", "\u2003", "\0", "a\0b", "\ud83d", "\ude00a", "x".repeat(256), "\u00fc".repeat(128));

    private HostileTexts() {}
}
