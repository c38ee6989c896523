package io.modicum.gateway.database;

import io.modicum.gateway.http.FailureTranslation;
import jakarta.inject.Singleton;

/** Tells clients when the database failed in passing. */
@Singleton
final class DatabaseFailureTranslation implements FailureTranslation {

  @Override
  public RuntimeException translated(RuntimeException failure) {
    return DatabaseFault.translated(failure);
  }
}
