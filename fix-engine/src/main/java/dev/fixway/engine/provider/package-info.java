/// The port to venues: what an adapter must be able to do and what it tells back.
///
/// Orders placed elsewhere on the account come by [ProviderListener#onForeign] and [Provider#openOrders]: the engine
/// gives them an OrderID(37) and a route id of ours, under which it keeps them; the adapter knows them by their venue
/// order id.
///
/// Calls arrive on virtual threads, one per order at a time; listeners may be called from any thread of an adapter.
@NullMarked
package dev.fixway.engine.provider;

import org.jspecify.annotations.NullMarked;
