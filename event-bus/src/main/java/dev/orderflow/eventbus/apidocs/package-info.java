/** The service's HTTP API as an OpenAPI document and as a page to try it on. */
@NullMarked
package dev.orderflow.eventbus.apidocs;

import org.jspecify.annotations.NullMarked;
