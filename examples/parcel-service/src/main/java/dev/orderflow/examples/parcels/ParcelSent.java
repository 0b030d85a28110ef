package dev.orderflow.examples.parcels;

/** A parcel is on its way. */
record ParcelSent(String parcelId, String address) implements ParcelEvent {
    @Override
    public String key() {
        return parcelId;
    }
}
