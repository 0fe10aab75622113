package org.okiagari.it;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * A main for a process of its own: Payara Micro, started, fed and emptied by its own API.
 *
 * <p>Arguments: those of Payara Micro. Lines on stdin: {@code deploy <file>}, {@code undeploy <name>}; each is
 * answered by a line that starts with {@code DONE} or {@code FAILED}. The end of stdin ends it. The API is called by
 * reflection: the jar brings its own class loader and must not be on the tests' class path.
 */
final class MicroByHand {
    private MicroByHand() {}

    public static void main(String[] args) throws ReflectiveOperationException, IOException {
        Class<?> launcher = Class.forName("fish.payara.micro.boot.PayaraMicroLauncher");
        Object micro = launcher.getMethod("create", String[].class).invoke(null, (Object) args);
        Object runtime = Class.forName("fish.payara.micro.boot.PayaraMicroBoot")
                .getMethod("getRuntime")
                .invoke(micro);
        System.out.println("DONE start");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            System.out.println((obey(runtime, order.split(" ", 2)) ? "DONE " : "FAILED ") + order);
        }
        System.exit(0);
    }

    private static boolean obey(Object runtime, String[] order) throws ReflectiveOperationException {
        Class<?> type = Class.forName("fish.payara.micro.PayaraMicroRuntime");
        if (order[0].equals("undeploy")) {
            type.getMethod("undeploy", String.class).invoke(runtime, order[1]);
            return true;
        }
        return (Boolean) type.getMethod("deploy", File.class).invoke(runtime, new File(order[1]));
    }
}
