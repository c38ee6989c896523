/**
 * The plumbing of HTTP: problems, pages, versions, rate limits, strict JSON. Every room may know
 * it; it knows none of them.
 */
package io.modicum.gateway.http;
