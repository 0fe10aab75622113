package org.okiagari.web.jolokia;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/** The body of an answer, with {@link ControlEscapes} mended on its way. */
final class MendedOutput extends ServletOutputStream {
    private final ServletOutputStream out;
    private final ControlEscapes escapes = new ControlEscapes();

    MendedOutput(ServletOutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        out.write(escapes.next(b & 0xff));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        byte[] mended = new byte[length];
        for (int i = 0; i < length; i++) {
            mended[i] = (byte) escapes.next(bytes[offset + i] & 0xff);
        }
        out.write(mended, 0, length);
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    @Override
    public boolean isReady() {
        return out.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
        out.setWriteListener(listener);
    }
}
