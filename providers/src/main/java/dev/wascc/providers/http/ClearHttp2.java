package dev.wascc.providers.http;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/2 in the clear, by prior knowledge or by {@code Upgrade: h2c}. A request that has a body is not upgraded and goes on in HTTP/1.1, as
 * RFC 9113 allows: Jetty would hand it on without its body.
 */
final class ClearHttp2 extends HTTP2CServerConnectionFactory {
    ClearHttp2(HttpConfiguration configuration) {
        super(configuration);
    }

    @Override
    public @Nullable Connection upgradeConnection(
            Connector connector, EndPoint endPoint, MetaData.Request request, HttpFields.Mutable response) {
        HttpFields header = request.getHttpFields();
        boolean body = header.contains(HttpHeader.TRANSFER_ENCODING)
                || header.contains(HttpHeader.CONTENT_LENGTH) && !"0".equals(header.get(HttpHeader.CONTENT_LENGTH));
        return body ? null : super.upgradeConnection(connector, endPoint, request, response);
    }
}
