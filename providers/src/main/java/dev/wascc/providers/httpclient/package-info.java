/**
 * {@code wascc:http_client}: requests of actors to the hosts that their bindings allow. Start with
 * {@link dev.wascc.providers.httpclient.HttpClientProvider}; who may be reached is in {@code AllowedHosts} and {@code Addresses}.
 */
@NullMarked
package dev.wascc.providers.httpclient;

import org.jspecify.annotations.NullMarked;
