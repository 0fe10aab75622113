package org.okiagari.api.text;

import java.util.OptionalLong;

/** Reads whole numbers as people write them. */
public final class Numbers {
    private Numbers() {}

    /** Returns a decimal number inside a range, both ends included; a leading zero does not make it octal. */
    public static OptionalLong decimal(String text, long least, long most) {
        return inRange(text, 10, least, most);
    }

    /** Returns a hexadecimal number after 0x, else a decimal one. */
    public static OptionalLong hexOrDecimal(String text, long least, long most) {
        boolean isHex = text.startsWith("0x") || text.startsWith("0X");
        return isHex ? inRange(text.substring(2), 16, least, most) : inRange(text, 10, least, most);
    }

    private static OptionalLong inRange(String digits, int radix, long least, long most) {
        if (digits.isEmpty()) {
            return OptionalLong.empty();
        }
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, radix) : -1;
            if (digit < 0) {
                return OptionalLong.empty();
            }
            value = value * radix + digit;
            if (value > most) {
                return OptionalLong.empty();
            }
        }
        return value < least ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
