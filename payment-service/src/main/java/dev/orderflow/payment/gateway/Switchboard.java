package dev.orderflow.payment.gateway;

import dev.orderflow.payment.gateway.Switches.MethodMode;
import dev.orderflow.payment.gateway.Switches.Mode;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where the gateway's behaviour is set, for all instances of the service at once. */
@Component
class Switchboard {

    private final JdbcClient jdbc;

    Switchboard(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Setting read() {
        return jdbc.sql("select mode, methods_up from gateway.switchboard")
                .query((row, _) -> new Setting(Mode.valueOf(row.getString("mode")), Set.of((String[])
                        row.getArray("methods_up").getArray())))
                .single();
    }

    void change(Switches switches) {
        if (switches.mode() != null) {
            jdbc.sql("update gateway.switchboard set mode = ?")
                    .param(switches.mode().name())
                    .update();
        }
        if (switches.methods() != null) {
            jdbc.sql("update gateway.switchboard set methods_up = ?")
                    .param(switches.methods().keySet().toArray(String[]::new))
                    .update();
        }
    }

    record Setting(Mode mode, Set<String> methodsUp) {

        Card card(String method) {
            return methodsUp.contains(method) ? Card.OK : Card.of(method);
        }

        Switches switches() {
            return new Switches(
                    mode,
                    methodsUp.stream()
                            .collect(
                                    Collectors.toMap(method -> method, _ -> MethodMode.UP, (a, _) -> a, TreeMap::new)));
        }
    }
}
