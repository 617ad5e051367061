package io.gatekeeper.sample.legacy;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where history is imported from.
 *
 * @param importFrom The Python service's table, with its schema: imported once at start-up.
 */
@ConfigurationProperties("sample")
record ImportProperties(@Nullable LegacyTable importFrom) {}
