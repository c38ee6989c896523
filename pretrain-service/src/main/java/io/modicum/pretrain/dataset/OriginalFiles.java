package io.modicum.pretrain.dataset;

import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.stage.Attempt;
import io.modicum.contracts.store.Npy;
import io.modicum.pretrain.dataset.picture.Picture;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the files of images that people can see more in than in their packed pixels, many to an
 * object, so that each is one ranged read.
 */
final class OriginalFiles {

  private static final int OBJECT_BYTES = 32 << 20;

  private final Attempt attempt;
  private final ByteArrayOutputStream files = new ByteArrayOutputStream();
  private int objects;

  private OriginalFiles(Attempt attempt) {
    this.attempt = attempt;
  }

  /** Writes the files of all images that have one; nothing if none has. */
  static void put(List<Picture> pictures, Attempt attempt) {
    OriginalFiles originals = new OriginalFiles(attempt);
    int[] places = new int[3 * pictures.size()];
    boolean any = false;
    for (int i = 0; i < pictures.size(); i++) {
      attempt.requireWanted();
      Optional<byte[]> file = pictures.get(i).file();
      if (file.isPresent()) {
        any = true;
        places[3 * i] = originals.objects;
        places[3 * i + 1] = originals.files.size();
        places[3 * i + 2] = file.get().length;
        originals.add(file.get());
      }
    }
    if (any) {
      originals.flush();
      attempt.put(Dataset.ORIGINALS, Npy.encode(places, pictures.size(), 3));
    }
  }

  private void add(byte[] file) {
    files.writeBytes(file);
    if (files.size() >= OBJECT_BYTES) {
      flush();
    }
  }

  private void flush() {
    if (files.size() > 0) {
      attempt.put(Dataset.originals(objects), files.toByteArray());
      files.reset();
      objects++;
    }
  }
}
