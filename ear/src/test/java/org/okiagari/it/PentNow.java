package org.okiagari.it;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;

/** What a server tells of one PENT now, by its local socket. */
record PentNow(String pname, String procSts, long pid, int restartCount, int retryCount) {
    /** Returns all PENTs of a pcheck, in the order of its pfile. */
    static List<PentNow> all(TestHome home, String pcheck) {
        return of(LocalSocket.read(home, Beans.pcheck(pcheck), "Pents"));
    }

    /** Returns the rows that a bean answers. */
    static List<PentNow> of(JsonElement rows) {
        return rows.getAsJsonArray().asList().stream()
                .map(JsonElement::getAsJsonObject)
                .map(PentNow::of)
                .toList();
    }

    /** Returns one of them. */
    static PentNow of(TestHome home, String pcheck, String pname) {
        return all(home, pcheck).stream()
                .filter(pent -> pent.pname.equals(pname))
                .findFirst()
                .orElseThrow();
    }

    private static PentNow of(JsonObject row) {
        return new PentNow(
                row.get("pname").getAsString(),
                row.get("procSts").getAsString(),
                row.get("pid").getAsLong(),
                row.get("restartCount").getAsInt(),
                row.get("retryCount").getAsInt());
    }

    boolean isUp() {
        return procSts.equals("AVAIL");
    }
}
