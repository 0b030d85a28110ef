package dev.orderflow.examples.parcels;

import dev.orderflow.event.Event;
import dev.orderflow.event.Topic;

/** What happens to a parcel. */
@Topic("parcels")
sealed interface ParcelEvent extends Event permits ParcelSent {}
