package org.okiagari.it;

import com.microsoft.playwright.Page;

/** How long a page keeps the browser's main thread busy at once. */
final class LongTasks {
    /** The browser tells tasks of 50 ms and more. */
    private static final String WATCH = """
            async millis => {
                let longest = 0
                const observer = new PerformanceObserver(list =>
                    list.getEntries().forEach(entry => { longest = Math.max(longest, entry.duration) }))
                observer.observe({ type: 'longtask' })
                await new Promise(done => setTimeout(done, millis))
                observer.disconnect()
                return longest
            }""";

    private LongTasks() {}

    /** Watches for so long and returns the longest task in ms, 0 if none took 50 ms. */
    static double longestMillis(Page page, int millis) {
        double longest = ((Number) page.evaluate(WATCH, millis)).doubleValue();
        System.out.println("Longest task of the page in " + millis + " ms: " + longest + " ms");
        return longest;
    }
}
