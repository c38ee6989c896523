package io.modicum.contracts.store;

import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.Result;
import io.minio.StatObjectArgs;
import io.minio.UploadObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.errors.ServerException;
import io.minio.messages.Item;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.failure.Unavailable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** An {@link ObjectStore} in one bucket of MinIO or any other S3-compatible server. */
public final class MinioObjectStore implements ObjectStore {

  private static final long PART_BYTES = 16L << 20;

  /** As often as Amazon's own clients ask what S3 answered with an error of its own. */
  private static final int ATTEMPTS = 3;

  private static final long FIRST_PAUSE_MILLIS = 50;

  private final MinioClient client;
  private final String bucket;

  public MinioObjectStore(MinioClient client, String bucket) {
    this.client = client;
    this.bucket = bucket;
  }

  @Override
  public Optional<byte[]> find(String key) {
    try {
      return Optional.of(call(() -> read(GetObjectArgs.builder().bucket(bucket).object(key))));
    } catch (Missing missing) {
      return Optional.empty();
    }
  }

  /** A 404 has no body here that says what is missing, bucket, object or server: a GET's has. */
  @Override
  public OptionalLong size(String key) {
    try {
      return OptionalLong.of(
          call(() -> client.statObject(StatObjectArgs.builder().bucket(bucket).object(key).build()))
              .size());
    } catch (Missing unsaid) {
      return find(key).map(there -> OptionalLong.of(there.length)).orElseGet(OptionalLong::empty);
    }
  }

  @Override
  public byte[] get(String key) {
    return orInvalid(key, () -> read(GetObjectArgs.builder().bucket(bucket).object(key)));
  }

  @Override
  public byte[] getRange(String key, long offset, int length) {
    return orInvalid(
        key,
        () ->
            read(
                GetObjectArgs.builder()
                    .bucket(bucket)
                    .object(key)
                    .offset(offset)
                    .length((long) length)));
  }

  private byte[] read(GetObjectArgs.Builder request) throws Exception {
    try (InputStream stream = client.getObject(request.build())) {
      return stream.readAllBytes();
    }
  }

  @Override
  public void download(String key, Path file) {
    orInvalid(
        key,
        () -> {
          GetObjectArgs request = GetObjectArgs.builder().bucket(bucket).object(key).build();
          try (InputStream stream = client.getObject(request);
              OutputStream out = Files.newOutputStream(file)) {
            stream.transferTo(out);
          } catch (IOException cut) {
            Files.deleteIfExists(file);
            throw cut;
          }
          return file;
        });
  }

  @Override
  public void put(String key, byte[] bytes, String contentType) {
    call(() -> client.putObject(request(key, bytes, contentType).build()));
  }

  @Override
  public void upload(String key, Path file, String contentType) {
    call(
        () ->
            client.uploadObject(
                UploadObjectArgs.builder()
                    .bucket(bucket)
                    .object(key)
                    .filename(file.toString(), PART_BYTES)
                    .contentType(contentType)
                    .build()));
  }

  @Override
  public void upload(String key, InputStream stream, String contentType) {
    callOnce(
        () ->
            client.putObject(
                PutObjectArgs.builder().bucket(bucket).object(key).stream(stream, -1, PART_BYTES)
                    .contentType(contentType)
                    .build()));
  }

  @Override
  public boolean putIfAbsent(String key, byte[] bytes, String contentType) {
    return call(
        () -> {
          try {
            client.putObject(
                request(key, bytes, contentType).headers(Map.of("If-None-Match", "*")).build());
            return true;
          } catch (ErrorResponseException refusal) {
            if (refusal.response().code() == 412) {
              return false;
            }
            throw refusal;
          }
        });
  }

  private PutObjectArgs.Builder request(String key, byte[] bytes, String contentType) {
    return PutObjectArgs.builder().bucket(bucket).object(key).stream(
            new ByteArrayInputStream(bytes), bytes.length, -1)
        .contentType(contentType);
  }

  @Override
  public List<String> list(String prefix) {
    return stored(prefix).stream().map(StoredObject::key).toList();
  }

  @Override
  public List<StoredObject> stored(String prefix) {
    return call(
        () -> {
          List<StoredObject> objects = new ArrayList<>();
          for (Result<Item> item :
              client.listObjects(
                  ListObjectsArgs.builder()
                      .bucket(bucket)
                      .prefix(prefix)
                      .recursive(true)
                      .build())) {
            Item object = item.get();
            objects.add(
                new StoredObject(
                    object.objectName(), object.size(), object.lastModified().toInstant()));
          }
          objects.sort(Comparator.comparing(StoredObject::key));
          return objects;
        });
  }

  @Override
  public void delete(String key) {
    call(
        () -> {
          client.removeObject(RemoveObjectArgs.builder().bucket(bucket).object(key).build());
          return key;
        });
  }

  @Override
  public void ensureBucket() {
    call(
        () -> {
          if (!client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build())) {
            makeBucket();
          }
          return bucket;
        });
  }

  private void makeBucket() throws Exception {
    try {
      client.makeBucket(MakeBucketArgs.builder().bucket(bucket).build());
    } catch (ErrorResponseException refusal) {
      if (!refusal.errorResponse().code().startsWith("BucketAlready")) {
        throw refusal;
      }
    }
  }

  private static <T> T orInvalid(String key, Request<T> request) {
    try {
      return call(request);
    } catch (Missing missing) {
      throw new InvalidInput(key, "there is no such object in the store");
    }
  }

  /** Sends a request that can be repeated. */
  private static <T> T call(Request<T> request) {
    return callOnce(
        () -> {
          for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            try {
              return request.send();
            } catch (ErrorResponseException answered) {
              requireFaultOfStore(answered.response().code(), answered);
            } catch (ServerException answered) {
              requireFaultOfStore(answered.statusCode(), answered);
            }
            Thread.sleep(FIRST_PAUSE_MILLIS << attempt);
          }
          return request.send();
        });
  }

  private static void requireFaultOfStore(int status, MinioException answered)
      throws MinioException {
    if (status < 500) {
      throw answered;
    }
  }

  private static <T> T callOnce(Request<T> request) {
    try {
      return request.send();
    } catch (ErrorResponseException refusal) {
      if ("NoSuchKey".equals(refusal.errorResponse().code())) {
        throw new Missing();
      }
      throw new Unavailable("object store", refusal);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Unavailable("object store", interrupted);
    } catch (Exception failure) {
      throw new Unavailable("object store", failure);
    }
  }

  @FunctionalInterface
  private interface Request<T> {
    T send() throws Exception;
  }

  /** The key names no object. */
  private static final class Missing extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
