package org.okiagari.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.JMException;
import javax.management.ListenerNotFoundException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.okiagari.api.ObjectNames;

class LiveStreamsTest {
    private static final String CHANGE = "change";
    private static final String END = "end";

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final LiveStreams streams = new LiveStreams(server);

    @AfterEach
    void close() {
        streams.close();
    }

    /** A page that keeps what it was told, but for the beats. */
    private static class Page implements LiveStream.Wire {
        final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        final BlockingQueue<String> beats = new LinkedBlockingQueue<>();

        @Override
        public void send(String text) throws IOException {
            String event = text.lines().findFirst().orElseThrow().replace("event: ", "");
            (event.equals("beat") ? beats : heard).add(event);
        }

        @Override
        public void end() {
            heard.add(END);
        }

        void hears(String event) throws InterruptedException {
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(event);
        }
    }

    /** As a Pcheck bean sends. */
    public interface SourceMBean {}

    private static final class Source extends NotificationBroadcasterSupport implements SourceMBean {
        private int listeners;

        @Override
        public void addNotificationListener(NotificationListener listener, NotificationFilter filter, Object handback) {
            listeners++;
            super.addNotificationListener(listener, filter, handback);
        }

        @Override
        public void removeNotificationListener(NotificationListener listener) throws ListenerNotFoundException {
            listeners--;
            super.removeNotificationListener(listener);
        }

        void tell() {
            sendNotification(new Notification("okiagari.pent.down", this, 1));
        }
    }

    @Test
    void aChangeIsToldToEveryPage() throws InterruptedException {
        Page one = page("one");
        Page two = page("two");

        streams.changed();

        one.hears(CHANGE);
        two.hears(CHANGE);
    }

    @Test
    void aStormOfChangesIsFewWords() throws InterruptedException {
        Page page = page("one");

        long begin = System.nanoTime();
        for (int i = 0; i < 100_000; i++) {
            streams.changed();
        }

        page.hears(CHANGE);
        long quarters = (System.nanoTime() - begin) / 250_000_000;
        assertThat(page.heard.size()).isLessThanOrEqualTo(4 + (int) quarters);
    }

    @Test
    void aPageHearsThatTheServerLives() throws InterruptedException {
        assertThat(page("one").beats.poll(10, TimeUnit.SECONDS)).isEqualTo("beat");
    }

    @Test
    void aPageThatDoesNotReadHoldsUpNobodyAndHearsOnceOfAllItMissed() throws InterruptedException {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        Page slow = new Page() {
            @Override
            public void send(String text) throws IOException {
                stuck.countDown();
                try {
                    goesOn.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                super.send(text);
            }
        };
        streams.add("slow", "", () -> true).orElseThrow().connect(slow);
        Page other = page("other");
        streams.changed();
        assertThat(stuck.await(10, TimeUnit.SECONDS)).isTrue();
        other.hears(CHANGE);

        for (int i = 0; i < 3; i++) {
            streams.changed();
            other.hears(CHANGE);
        }
        goesOn.countDown();

        slow.hears(CHANGE);
        slow.hears(CHANGE);
        assertThat(slow.heard).isEmpty();
    }

    @Test
    void thereAreOnlySoManyForAUserAndInAllAndRoomAgainWhenSomeEnd() {
        List<LiveStream> ofOne = new ArrayList<>();
        for (int i = 0; i < LiveStreams.MOST_OF_A_USER; i++) {
            ofOne.add(streams.add("one", "", () -> true).orElseThrow());
        }
        assertThat(streams.add("one", "", () -> true)).isEmpty();

        for (int i = ofOne.size(); i < LiveStreams.MOST; i++) {
            assertThat(streams.add("user" + i, "", () -> true)).isPresent();
        }
        assertThat(streams.add("another", "", () -> true)).isEmpty();

        ofOne.get(0).end();
        ofOne.get(1).gone();
        assertThat(streams.add("one", "", () -> true)).isPresent();
        assertThat(streams.add("another", "", () -> true)).isPresent();
        assertThat(streams.count()).isEqualTo(LiveStreams.MOST);
    }

    @Test
    void whoMayNoLongerLookIsToldNothingMore() throws InterruptedException {
        AtomicBoolean mayLook = new AtomicBoolean(true);
        Page page = new Page();
        streams.add("eve", "", mayLook::get).orElseThrow().connect(page);
        mayLook.set(false);

        streams.changed();

        page.hears(END);
        assertThat(streams.count()).isZero();
    }

    @Test
    void aSessionTakesItsStreamsAlongAndNoOthers() throws InterruptedException {
        Page gone = new Page();
        Page stays = page("one");
        streams.add("one", "s1", () -> true).orElseThrow().connect(gone);

        streams.sessionEnded("s1");

        gone.hears(END);
        assertThat(stays.heard).isEmpty();
        assertThat(streams.count()).isEqualTo(1);
    }

    @Test
    void whatEndsBeforeItIsConnectedIsEndedThen() throws InterruptedException {
        Page page = new Page();
        LiveStream stream = streams.add("one", "s1", () -> true).orElseThrow();
        streams.sessionEnded("s1");

        stream.connect(page);

        page.hears(END);
    }

    @Test
    void aPageThatHasGoneLeaves() throws InterruptedException {
        Page page = new Page() {
            @Override
            public void send(String text) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        streams.add("one", "", () -> true).orElseThrow().connect(page);

        streams.changed();

        page.hears(END);
        assertThat(streams.count()).isZero();
    }

    @Test
    void theEndOfTheApplicationEndsAll() throws InterruptedException {
        Page page = page("one");

        streams.close();

        page.hears(END);
        assertThat(streams.add("one", "", () -> true)).isEqualTo(Optional.empty());
    }

    @Test
    void everyPcheckIsHeardThoseThatComeLaterTooAndTheirComingAndGoing() throws JMException, InterruptedException {
        Page page = page("one");
        Source source = new Source();
        ObjectName name = ObjectNames.pcheck("pfile_web");

        server.registerMBean(source, name);
        page.hears(CHANGE);
        source.tell();
        page.hears(CHANGE);
        server.unregisterMBean(name);
        page.hears(CHANGE);
        server.registerMBean(source, name);
        page.hears(CHANGE);
        source.tell();
        page.hears(CHANGE);
    }

    @Test
    void othersBeansAreNoNewsAndNobodyListensAfterTheEnd() throws JMException, InterruptedException {
        Page page = page("one");
        server.registerMBean(new Source(), new ObjectName("somebody:type=Pcheck"));
        assertThat(page.heard.poll(100, TimeUnit.MILLISECONDS)).isNull();
        Source source = new Source();
        server.registerMBean(source, ObjectNames.pcheck("pfile_web"));
        assertThat(source.listeners).isEqualTo(1);

        streams.close();

        assertThat(source.listeners).isZero();
    }

    private Page page(String user) {
        Page page = new Page();
        streams.add(user, "", () -> true).orElseThrow().connect(page);
        return page;
    }
}
