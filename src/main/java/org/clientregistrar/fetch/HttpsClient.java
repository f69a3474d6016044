package org.clientregistrar.fetch;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import javax.net.ssl.X509TrustManager;

/**
 * Sends one GET over a connection of its own, to a given address, and holds the certificate there
 * against the name in the URL. It follows no redirect, asks for no content coding and knows no
 * proxy.
 */
final class HttpsClient implements AutoCloseable {

    private static final int HEAD_BYTES = 16_384; // of all header fields, and of all trailers
    private static final int LINE_BYTES = 4096; // of the status line, and of a chunk's size

    private final Context context;
    private final HttpClient client;
    private final FetchLimits limits;

    HttpsClient(Vertx vertx, FetchLimits limits, X509TrustManager trustManager) {
        this.limits = limits;
        this.context = vertx.getOrCreateContext(); // not a caller's: its thread waits
        // It has no name for metrics: with one, each address would become a series of them.
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setProtocolVersion(HttpVersion.HTTP_1_1)
                                .setSsl(true)
                                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"))
                                .setTrustOptions(TrustOptions.wrap(trustManager))
                                .setKeepAlive(false)
                                .setMaxPoolSize(limits.concurrency())
                                .setConnectTimeout((int) limits.connect().toMillis())
                                .setSslHandshakeTimeout(limits.idle().toMillis())
                                .setSslHandshakeTimeoutUnit(MILLISECONDS)
                                .setMaxHeaderSize(HEAD_BYTES)
                                .setMaxInitialLineLength(LINE_BYTES));
    }

    /** Begins an exchange, which goes on without the calling thread. */
    Exchange begin(Errand errand, InetAddress address) {
        var url = errand.url();
        var request =
                new RequestOptions()
                        .setMethod(HttpMethod.GET)
                        .setServer(
                                SocketAddress.inetSocketAddress(
                                        new InetSocketAddress(address, url.port())))
                        .setHost(url.authority().host())
                        .setPort(url.port())
                        .setSsl(!url.plain())
                        .setURI(url.target())
                        .setIdleTimeout(limits.idle().toMillis())
                        .putHeader(HttpHeaders.HOST, url.authority().toString())
                        .putHeader(HttpHeaders.USER_AGENT, "client-registrar")
                        .putHeader(HttpHeaders.ACCEPT, errand.wanted().accept());
        var exchange = new Exchange(errand.wanted(), limits.maxSize());
        context.runOnContext(any -> exchange.begin(context, client, request));
        return exchange;
    }

    @Override
    public void close() {
        client.close();
    }
}
