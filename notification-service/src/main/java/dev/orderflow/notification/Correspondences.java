package dev.orderflow.notification;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All correspondences. */
interface Correspondences extends Repository<Correspondence, String> {

    /**
     * Begins a correspondence unless there is one. An order's first two events may come at the same time, from two
     * topics: the second waits here for the first.
     */
    @Modifying
    @Query(
            nativeQuery = true,
            value = "insert into correspondences (order_id, events) values (:orderId, 0) on conflict do nothing")
    void beginUnlessBegun(String orderId);

    /** Locks the correspondence until the transaction ends; whoever writes to it reads it this way. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select c from Correspondence c where c.orderId = :orderId")
    Optional<Correspondence> findForUpdate(String orderId);
}
