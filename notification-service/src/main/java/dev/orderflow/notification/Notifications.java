package dev.orderflow.notification;

import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;

/** All notifications; each is changed under the lock of its order's {@link Correspondence} only. */
interface Notifications extends Repository<Notification, String> {

    Notification save(Notification notification);

    boolean existsById(String id);

    Optional<Notification> findById(String id);

    List<Notification> findByOrderIdOrderByOccurredAtAscIdAsc(String orderId);
}
