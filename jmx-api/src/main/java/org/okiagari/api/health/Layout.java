package org.okiagari.api.health;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * How a segment is laid out: a header of 64 bytes, then two slots, in the byte order of the host.
 *
 * <p>Header: magic, version (u32), length of the header (u32), size of a slot, gen, pid, start time, heartbeat in ms of the
 * monotonic clock, the same in ms of the wall clock. Slot: gen, length (u32), CRC32C (u32) over gen and payload, payload. Two
 * slots, because a writer may be killed at any moment: the one that the header names is never the one that is written.
 */
final class Layout {
    static final long MAGIC = 0x4f4b_4941_4741_5249L;
    static final int VERSION = 1;
    static final int HEADER = 64;
    /** Bytes of a slot before its payload. */
    static final int SLOT_HEAD = 16;

    static final int AT_MAGIC = 0;
    static final int AT_VERSION = 8;
    static final int AT_HEADER = 12;
    static final int AT_SLOT_SIZE = 16;
    static final int AT_GEN = 24;
    static final int AT_PID = 32;
    static final int AT_START = 40;
    static final int AT_HEARTBEAT = 48;
    static final int AT_WALL = 56;
    static final int AT_LENGTH = 8;
    static final int AT_CRC = 12;

    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private Layout() {}

    static long get(ByteBuffer map, int at) {
        return (long) LONG.getVolatile(map, at);
    }

    static void set(ByteBuffer map, int at, long value) {
        LONG.setVolatile(map, at, value);
    }

    static int slot(long gen, int slotSize) {
        return HEADER + (int) (gen & 1) * slotSize;
    }

    /** Begins the checksum of a slot. */
    static CRC32C crc(long gen) {
        CRC32C crc = new CRC32C();
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            crc.update((int) (gen >>> shift));
        }
        return crc;
    }
}
