package io.modicum.inference.registration;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.UnsafeByteOperations;
import io.modicum.contracts.failure.InvalidInput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** ONNX files of up to 2 GB, whose weights stay out of the heap. */
final class NetworkFile {

  private NetworkFile() {}

  /**
   * Reads a file, which must not change afterwards.
   *
   * @throws InvalidInput if it is no ONNX, or refers to other files
   */
  static ModelProto read(Path file) throws IOException {
    ModelProto network;
    try (FileChannel channel = FileChannel.open(file)) {
      CodedInputStream mapped =
          UnsafeByteOperations.unsafeWrap(
                  channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()))
              .newCodedInput();
      mapped.enableAliasing(true);
      network = ModelProto.parseFrom(mapped);
    } catch (InvalidProtocolBufferException broken) {
      throw noOnnx(broken);
    }
    if (network.getGraph().getNodeCount() == 0) {
      throw noOnnx(null);
    }
    requireSelfContained(network);
    return network;
  }

  private static InvalidInput noOnnx(Throwable cause) {
    return new InvalidInput(
        "network", "is no ONNX file; send what torch.onnx.export(…) wrote, unpacked", cause);
  }

  /** A file of one's own must not name others, least of all those of this machine. */
  private static void requireSelfContained(Object part) {
    if (part instanceof TensorProto tensor) {
      if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL
          || tensor.getExternalDataCount() > 0) {
        throw new InvalidInput(
            "network",
            "keeps its weights in other files; save it as one with"
                + " onnx.save_model(onnx.load('network.onnx'), 'one.onnx',"
                + " save_as_external_data=False)");
      }
    } else if (part instanceof Message message) {
      message.getAllFields().values().forEach(NetworkFile::requireSelfContained);
    } else if (part instanceof Iterable<?> parts) {
      parts.forEach(NetworkFile::requireSelfContained);
    }
  }

  /** Writes a network. */
  static void write(ModelProto network, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      network.writeTo(out);
    }
  }
}
