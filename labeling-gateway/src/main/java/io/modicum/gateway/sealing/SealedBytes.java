package io.modicum.gateway.sealing;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Bytes under AES-GCM (NIST SP 800-38D): a random nonce of 12 bytes, then the sealed bytes. */
public final class SealedBytes {

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private SealedBytes() {}

  /**
   * Returns bytes that only the secret opens.
   *
   * @param secret 32 bytes
   */
  public static byte[] seal(byte[] plain, byte[] secret) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    byte[] sealed = cipher(Cipher.ENCRYPT_MODE, secret, nonce, plain, 0);
    byte[] bytes = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
    System.arraycopy(sealed, 0, bytes, NONCE_BYTES, sealed.length);
    return bytes;
  }

  /**
   * Returns what was sealed.
   *
   * @param secret that it was sealed with
   */
  public static byte[] open(byte[] sealed, byte[] secret) {
    byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
    return cipher(Cipher.DECRYPT_MODE, secret, nonce, sealed, NONCE_BYTES);
  }

  private static byte[] cipher(int mode, byte[] secret, byte[] nonce, byte[] input, int from) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, new SecretKeySpec(secret, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
      return cipher.doFinal(input, from, input.length - from);
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("what was sealed does not open with its own key", broken);
    }
  }
}
