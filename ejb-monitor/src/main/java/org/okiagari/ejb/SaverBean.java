package org.okiagari.ejb;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.NoSuchObjectLocalException;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.okiagari.api.Home;

/**
 * The life of the monitor inside a server: it starts with the application, is ticked by one interval timer per pcheck, and
 * ends in order when the application is undeployed.
 */
@Singleton
// Nobody calls this bean: monitoring must begin when the application starts.
@Startup
// The default is one write lock over all methods: the ticks of two pchecks would wait for each other, and the guard for
// both. What is shared below guards itself.
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
// The default would run each tick in a transaction with its time-out; no tick touches a transactional resource.
@TransactionManagement(TransactionManagementType.BEAN)
public class SaverBean {
    private static final long WATCH_SECONDS = 1;

    @Resource
    private SessionContext context;

    @Resource
    private TimerService timers;

    @Resource
    private ManagedScheduledExecutorService executor;

    private @Nullable Composition composition;
    private @Nullable ScheduledFuture<?> watch;

    /** Starts monitoring. A failure makes the deployment fail, with nothing left behind. */
    @PostConstruct
    void start() {
        // Asked for here and kept: outside of a call of this bean some servers cannot tell it (TomEE).
        SaverBean self = context.getBusinessObject(SaverBean.class);
        Composition started =
                new Composition(Home.find(), ManagementFactory.getPlatformMBeanServer(), new ServerTimers(self));
        composition = started;
        started.startPchecks();
        // Fixed delay, never fixed rate: after a pause of the machine a rate would fire for every missed second at
        // once. Not at once: TomEE starts its timers after this method, and fails on one that is being made meanwhile.
        watch = executor.scheduleWithFixedDelay(started::watch, WATCH_SECONDS, WATCH_SECONDS, TimeUnit.SECONDS);
    }

    /** Ends all pchecks in order and leaves no timer, bean or thread. */
    @PreDestroy
    void stop() {
        if (watch != null) {
            watch.cancel(false);
        }
        for (Timer timer : timers.getTimers()) {
            cancelQuietly(timer);
        }
        if (composition != null) {
            composition.close();
        }
    }

    /** One check of one pcheck, whose name is the timer's info. */
    @Timeout
    void tick(Timer timer) {
        if (composition != null) {
            composition.tick(String.valueOf(timer.getInfo()));
        }
    }

    /** Makes the timer of a pcheck anew. */
    public void arm(String pcheck, long intervalMillis) {
        disarm(pcheck);
        // Not persistent: a stored one would come back beside the new one after a restart, and needs a database.
        timers.createIntervalTimer(intervalMillis, intervalMillis, new TimerConfig(pcheck, false));
    }

    /** Cancels the timer of a pcheck. */
    public void disarm(String pcheck) {
        for (Timer timer : timers.getTimers()) {
            if (isOf(pcheck, timer)) {
                cancelQuietly(timer);
            }
        }
    }

    private static boolean isOf(String pcheck, Timer timer) {
        try {
            return pcheck.equals(timer.getInfo());
        } catch (NoSuchObjectLocalException e) {
            return false;
        }
    }

    private static void cancelQuietly(Timer timer) {
        try {
            timer.cancel();
        } catch (NoSuchObjectLocalException e) {
            // It has ended in the meantime, which is all we want.
        }
    }

    /** The timer service may be asked only inside a call of the bean, so the guard comes through its business object. */
    private record ServerTimers(SaverBean self) implements TickTimers {
        @Override
        public void arm(String pcheck, Duration interval) {
            self.arm(pcheck, interval.toMillis());
        }

        @Override
        public void disarm(String pcheck) {
            self.disarm(pcheck);
        }
    }
}
