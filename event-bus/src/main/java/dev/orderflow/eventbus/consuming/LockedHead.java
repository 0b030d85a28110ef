package dev.orderflow.eventbus.consuming;

import dev.orderflow.eventbus.consuming.Inbox.Settlement;
import dev.orderflow.eventbus.consuming.Parked.State;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A head whose key is locked by the caller's transaction. What is the head afterwards travels by the first retry topic. */
public final class LockedHead {

    private final Parked parked;
    private final @Nullable String error;
    private final Instant now;
    private final ParkedKeys keys;
    private final Inbox inbox;
    private final Heads heads;

    LockedHead(Parked parked, @Nullable String error, Instant now, ParkedKeys keys, Inbox inbox, Heads heads) {
        this.parked = parked;
        this.error = error;
        this.now = now;
        this.keys = keys;
        this.inbox = inbox;
        this.heads = heads;
    }

    public boolean isDead() {
        return parked.state() == State.DEAD;
    }

    /** Whether its time to live is over. */
    public boolean isExpired() {
        return parked.head().isExpired(now);
    }

    /** Sends it round again, with all attempts that it had at first. */
    public void redrive() {
        var again = new Parked(parked.subscription(), parked.head(), State.RETRYING, 1, 0, now);
        keys.redrive(again);
        heads.sendAfterCommit(again, error);
    }

    /** Settles it, because its time to live is over, and brings up the event behind it. */
    public void expire() {
        settle(Settlement.EXPIRED);
    }

    /** Settles it, because it is given up, and brings up the event behind it. */
    public void discard() {
        settle(Settlement.DISCARDED);
    }

    private void settle(Settlement settlement) {
        inbox.settle(parked.head(), settlement);
        keys.advance(parked, now).ifPresent(next -> heads.sendAfterCommit(next, null));
    }
}
