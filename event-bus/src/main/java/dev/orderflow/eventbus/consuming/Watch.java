package dev.orderflow.eventbus.consuming;

import dev.orderflow.event.Event;
import java.util.function.Consumer;

/**
 * Every instance of this service hears when something happens on a topic, from now on: for answers to clients that
 * wait. Declared as a bean. There is no inbox and no retry, and an event is heard before it is known to be one, so a
 * watch must do no harm: let it look at what the database says.
 *
 * @param events  the sealed interface of the topic's events
 * @param changed is told the key of each event; returns soon
 * @param missed  runs when events may have gone by unheard, so that whoever waits looks for himself
 */
public record Watch<E extends Event>(Class<E> events, Consumer<String> changed, Runnable missed) {}
