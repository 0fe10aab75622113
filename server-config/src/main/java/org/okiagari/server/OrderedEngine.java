package org.okiagari.server;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** An engine that is another one, but for one thing: whatever it is given, the JDK's order of suites counts. */
final class OrderedEngine extends SSLEngine {
    private final SSLEngine jdk;

    OrderedEngine(SSLEngine jdk) {
        this.jdk = jdk;
    }

    /** Grizzly hands on new parameters, which say that the client's order counts, although the JDK's own default is ours. */
    @Override
    public void setSSLParameters(SSLParameters parameters) {
        parameters.setUseCipherSuitesOrder(true);
        String[] suites = parameters.getCipherSuites();
        if (suites != null) {
            parameters.setCipherSuites(ordered(suites));
        }
        jdk.setSSLParameters(parameters);
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {
        jdk.setEnabledCipherSuites(ordered(suites));
    }

    /** In the JDK's order of preference: Payara hands them on in one of no meaning. */
    private String[] ordered(String[] suites) {
        Set<String> wanted = new HashSet<>(List.of(suites));
        return Stream.of(jdk.getSupportedCipherSuites())
                .filter(wanted::contains)
                .toArray(String[]::new);
    }

    @Override
    public void beginHandshake() throws SSLException {
        jdk.beginHandshake();
    }

    @Override
    public void closeInbound() throws SSLException {
        jdk.closeInbound();
    }

    @Override
    public void closeOutbound() {
        jdk.closeOutbound();
    }

    @Override
    public @Nullable Runnable getDelegatedTask() {
        return jdk.getDelegatedTask();
    }

    @Override
    public boolean getEnableSessionCreation() {
        return jdk.getEnableSessionCreation();
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return jdk.getEnabledCipherSuites();
    }

    @Override
    public String[] getEnabledProtocols() {
        return jdk.getEnabledProtocols();
    }

    @Override
    public SSLEngineResult.HandshakeStatus getHandshakeStatus() {
        return jdk.getHandshakeStatus();
    }

    @Override
    public boolean getNeedClientAuth() {
        return jdk.getNeedClientAuth();
    }

    @Override
    public @Nullable String getPeerHost() {
        return jdk.getPeerHost();
    }

    @Override
    public int getPeerPort() {
        return jdk.getPeerPort();
    }

    @Override
    public SSLSession getSession() {
        return jdk.getSession();
    }

    @Override
    public @Nullable SSLSession getHandshakeSession() {
        return jdk.getHandshakeSession();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return jdk.getSupportedCipherSuites();
    }

    @Override
    public String[] getSupportedProtocols() {
        return jdk.getSupportedProtocols();
    }

    @Override
    public boolean getUseClientMode() {
        return jdk.getUseClientMode();
    }

    @Override
    public boolean getWantClientAuth() {
        return jdk.getWantClientAuth();
    }

    @Override
    public boolean isInboundDone() {
        return jdk.isInboundDone();
    }

    @Override
    public boolean isOutboundDone() {
        return jdk.isOutboundDone();
    }

    @Override
    public void setEnableSessionCreation(boolean flag) {
        jdk.setEnableSessionCreation(flag);
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {
        jdk.setEnabledProtocols(protocols);
    }

    @Override
    public void setNeedClientAuth(boolean need) {
        jdk.setNeedClientAuth(need);
    }

    @Override
    public void setUseClientMode(boolean mode) {
        jdk.setUseClientMode(mode);
    }

    @Override
    public void setWantClientAuth(boolean want) {
        jdk.setWantClientAuth(want);
    }

    @Override
    public @Nullable String getApplicationProtocol() {
        return jdk.getApplicationProtocol();
    }

    @Override
    public @Nullable String getHandshakeApplicationProtocol() {
        return jdk.getHandshakeApplicationProtocol();
    }

    @Override
    public void setHandshakeApplicationProtocolSelector(BiFunction<SSLEngine, List<String>, String> selector) {
        jdk.setHandshakeApplicationProtocolSelector(selector);
    }

    @Override
    public @Nullable BiFunction<SSLEngine, List<String>, String> getHandshakeApplicationProtocolSelector() {
        return jdk.getHandshakeApplicationProtocolSelector();
    }

    @Override
    public SSLParameters getSSLParameters() {
        return jdk.getSSLParameters();
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer src, ByteBuffer[] dsts, int offset, int length) throws SSLException {
        return jdk.unwrap(src, dsts, offset, length);
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer[] srcs, int offset, int length, ByteBuffer dst) throws SSLException {
        return jdk.wrap(srcs, offset, length, dst);
    }
}
