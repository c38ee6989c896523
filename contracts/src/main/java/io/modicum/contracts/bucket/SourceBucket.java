package io.modicum.contracts.bucket;

import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.Result;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.InvalidResponseException;
import io.minio.errors.XmlParserException;
import io.minio.messages.Item;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.failure.Unavailable;
import java.io.InputStream;
import java.text.Normalizer;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A bucket of somebody else's, of which files are listed and read and nothing is changed.
 * Thread-safe. What its owner can mend is an {@link InvalidInput} that says how.
 */
public final class SourceBucket {

  /** Storage classes whose objects are not read before they are restored. */
  private static final Set<String> ARCHIVES = Set.of("GLACIER", "DEEP_ARCHIVE");

  private static final int MOVED_PERMANENTLY = 301;

  /** How the client tells a page that a proxy answers with while the server is away. */
  private static final Pattern PROXY_FAULT = Pattern.compile("Response code: 5[0-9]{2}");

  /** What becomes of a file in an archive. */
  public static final String ARCHIVED =
      "lies in an archive; restore it, and register the folder again";

  private final String connection;
  private final MinioClient client;
  private final String bucket;

  /**
   * @param connection its name here, for messages
   */
  public SourceBucket(String connection, MinioClient client, String bucket) {
    this.connection = connection;
    this.client = client;
    this.bucket = bucket;
  }

  /** Returns what the URIs of the files below a prefix begin with. */
  public String address(String prefix) {
    return "s3://" + bucket + "/" + folder(prefix);
  }

  private static String folder(String prefix) {
    return prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
  }

  /**
   * Hands over the files below a prefix, in ascending order of their keys, while they are listed:
   * page by page, so that it does not matter how many there are. The objects that browsers make for
   * folders are none.
   *
   * @param prefix a folder, with or without a slash at its end; empty for the whole bucket
   * @throws InvalidInput if the bucket is not there or may not be listed
   */
  public void list(String prefix, Consumer<BucketEntry> files) {
    String folder = folder(prefix);
    ListObjectsArgs request =
        ListObjectsArgs.builder().bucket(bucket).prefix(folder).recursive(true).build();
    for (Result<Item> result : client.listObjects(request)) {
      Item item = calling("list its files (s3:ListBucket)", result::get);
      String key = item.objectName();
      if (!item.isDir() && !key.endsWith("/")) {
        files.accept(
            new BucketEntry(
                key,
                Normalizer.normalize(key.substring(folder.length()), Normalizer.Form.NFC),
                item.size(),
                item.etag(),
                ARCHIVES.contains(String.valueOf(item.storageClass()))));
      }
    }
  }

  /**
   * Returns a file.
   *
   * @throws UnreadableFile if it is gone, lies in an archive, or is another than was listed
   * @throws InvalidInput if no file of the bucket may be read
   */
  public byte[] read(BucketEntry file) throws UnreadableFile {
    return read(file, Math.toIntExact(file.bytes()), GetObjectArgs.builder());
  }

  /**
   * Returns the first bytes of a file, for which the rest is not read.
   *
   * @param most how many, at least 1 and at most those of the file
   * @throws UnreadableFile if it is gone, lies in an archive, or is another than was listed
   * @throws InvalidInput if no file of the bucket may be read
   */
  public byte[] start(BucketEntry file, int most) throws UnreadableFile {
    return read(file, most, GetObjectArgs.builder().offset(0L).length((long) most));
  }

  private byte[] read(BucketEntry file, int bytes, GetObjectArgs.Builder request)
      throws UnreadableFile {
    byte[] content;
    try {
      content =
          calling(
              "read its files (s3:GetObject)",
              () -> {
                try (InputStream stream =
                    client.getObject(request.bucket(bucket).object(file.key()).build())) {
                  return stream.readNBytes(bytes + 1);
                }
              });
    } catch (OfOneFile refused) {
      throw new UnreadableFile(refused.getMessage());
    }
    if (content.length != bytes) {
      throw new UnreadableFile("was changed since it was listed; register the folder again");
    }
    return content;
  }

  /** What the server says is wrong with one file. */
  private static final class OfOneFile extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OfOneFile(String reason, Exception cause) {
      super(reason, cause);
    }
  }

  @FunctionalInterface
  private interface Request<T> {
    T send() throws Exception;
  }

  private <T> T calling(String right, Request<T> request) {
    try {
      return request.send();
    } catch (ErrorResponseException refusal) {
      throw refused(refusal, right);
    } catch (InvalidResponseException | XmlParserException page) {
      if (PROXY_FAULT.matcher(String.valueOf(page.getMessage())).find()) {
        throw new Unavailable("connection '" + connection + "'", page);
      }
      throw invalid(
          "answers with a page where an S3 API would with XML; give the address of the API as its"
              + " endpoint, not that of a console",
          page);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Unavailable("connection '" + connection + "'", interrupted);
    } catch (Exception failure) {
      throw new Unavailable("connection '" + connection + "'", failure);
    }
  }

  private RuntimeException refused(ErrorResponseException refusal, String right) {
    String code = String.valueOf(refusal.errorResponse().code());
    switch (code) {
      case "NoSuchBucket":
        return invalid("has no bucket '" + bucket + "'", refusal);
      case "NoSuchKey":
        return new OfOneFile("is gone since it was listed", refusal);
      case "AccessDenied":
        return invalid("has keys that may not " + right + "; its owner must grant that", refusal);
      case "InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken":
        return invalid("has keys that the server does not accept; renew them", refusal);
      case "InvalidObjectState":
        return new OfOneFile(ARCHIVED, refusal);
      case "AuthorizationHeaderMalformed",
      "PermanentRedirect",
      "IllegalLocationConstraintException":
        return wrongRegion(refusal);
      default:
        return refusal.response() != null && refusal.response().code() == MOVED_PERMANENTLY
            ? wrongRegion(refusal)
            : new Unavailable("connection '" + connection + "'", refusal);
    }
  }

  private InvalidInput wrongRegion(ErrorResponseException refusal) {
    return invalid(
        "names another region than bucket '"
            + bucket
            + "' is in; set its region to that of the bucket ("
            + refusal.errorResponse().message()
            + ")",
        refusal);
  }

  private InvalidInput invalid(String what, Exception cause) {
    return new InvalidInput("connection '" + connection + "'", what, cause);
  }
}
