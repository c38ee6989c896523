package io.modicum.gateway.sealing;

/** A secret cannot be kept, since the operator has given no key to seal it with. */
final class SealingKeyMissing extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SealingKeyMissing() {
    super(
        "this gateway has no key to keep secrets with; its operator must set "
            + SealingKey.SETTING
            + " to what 'openssl rand -base64 32' prints");
  }
}
