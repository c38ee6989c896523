package io.modicum.inference.registration;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;

/**
 * Puts a prefix before every name in a graph, so that what is put around the graph cannot clash
 * with it. Subgraphs read the tensors around them by name and follow.
 */
final class PrefixedGraph {

  static final String PREFIX = "network.";

  private PrefixedGraph() {}

  /** Returns the graph with other names, and without what is said of them only for tools. */
  static GraphProto of(GraphProto graph) {
    return graph.toBuilder()
        .clearValueInfo()
        .clearQuantizationAnnotation()
        .clearInput()
        .addAllInput(graph.getInputList().stream().map(PrefixedGraph::value).toList())
        .clearOutput()
        .addAllOutput(graph.getOutputList().stream().map(PrefixedGraph::value).toList())
        .clearInitializer()
        .addAllInitializer(graph.getInitializerList().stream().map(PrefixedGraph::tensor).toList())
        .clearSparseInitializer()
        .addAllSparseInitializer(
            graph.getSparseInitializerList().stream().map(PrefixedGraph::sparse).toList())
        .clearNode()
        .addAllNode(graph.getNodeList().stream().map(PrefixedGraph::node).toList())
        .build();
  }

  /** Returns the name that a tensor has now. */
  static String name(String name) {
    // An empty name stands for an optional input that is left out.
    return name.isEmpty() ? name : PREFIX + name;
  }

  private static List<String> names(List<String> names) {
    return names.stream().map(PrefixedGraph::name).toList();
  }

  private static ValueInfoProto value(ValueInfoProto value) {
    return value.toBuilder().setName(name(value.getName())).build();
  }

  private static TensorProto tensor(TensorProto tensor) {
    return tensor.toBuilder().setName(name(tensor.getName())).build();
  }

  private static SparseTensorProto sparse(SparseTensorProto tensor) {
    return tensor.toBuilder().setValues(tensor(tensor.getValues())).build();
  }

  private static NodeProto node(NodeProto node) {
    return node.toBuilder()
        .setName(name(node.getName()))
        .clearInput()
        .addAllInput(names(node.getInputList()))
        .clearOutput()
        .addAllOutput(names(node.getOutputList()))
        .clearAttribute()
        .addAllAttribute(node.getAttributeList().stream().map(PrefixedGraph::attribute).toList())
        .build();
  }

  private static AttributeProto attribute(AttributeProto attribute) {
    AttributeProto.Builder renamed =
        attribute.toBuilder()
            .clearGraphs()
            .addAllGraphs(attribute.getGraphsList().stream().map(PrefixedGraph::of).toList());
    return attribute.hasG() ? renamed.setG(of(attribute.getG())).build() : renamed.build();
  }
}
