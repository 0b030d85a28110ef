package dev.orderflow.order;

import dev.orderflow.event.OrderStatus;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All orders. Ids rise with the time at which orders were placed, so listings are in that order. */
interface Orders extends Repository<Order, String> {

    Order save(Order order);

    Optional<Order> findById(String id);

    List<Order> findByIdIn(Collection<String> ids);

    /** Locks the order until the transaction ends; whoever changes an order reads it this way. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select o from Order o where o.id = :id")
    Optional<Order> findForUpdate(String id);

    List<Order> findByIdGreaterThanOrderById(String after, Limit limit);

    List<Order> findByStatusAndIdGreaterThanOrderById(OrderStatus status, String after, Limit limit);

    /**
     * Locks orders that are unpaid at their deadline, except those that another instance has locked. It has passed when the
     * database agrees: the clock of one instance may be wrong, and would expire the orders of all.
     */
    @Query(value = """
        select * from orders where status = 'PENDING' and expires_at <= least(cast(:now as timestamptz), statement_timestamp())
        order by expires_at limit :most for update skip locked
        """, nativeQuery = true)
    List<Order> findOverdueForUpdate(Instant now, int most);
}
