package io.modicum.gateway.openapi;

import io.modicum.gateway.http.PageRequest;
import io.modicum.gateway.idempotency.IdempotencyKey;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/**
 * Completes what the API says of itself with what holds of every operation: an example of each body
 * and schema, the problem that may be answered in place of the wanted, the key with which a POST
 * may be sent again, and how lists are paged.
 */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class ApiDescription implements OASFilter {

  private static final String PROBLEM = "Problem";

  @Override
  public void filterOpenAPI(OpenAPI api) {
    Map<String, Schema> schemas = api.getComponents().getSchemas();
    SchemaExamples examples = new SchemaExamples(schemas);
    schemas.forEach(
        (name, schema) -> examples.component(name).ifPresent(e -> schema.setExamples(List.of(e))));
    api.getComponents()
        .getResponses()
        .values()
        .forEach(response -> illustrate(response.getContent(), examples));
    for (PathItem path : api.getPaths().getPathItems().values()) {
      path.getOperations().forEach((method, operation) -> complete(method, operation, examples));
    }
  }

  private static void complete(
      PathItem.HttpMethod method, Operation operation, SchemaExamples examples) {
    if (method == PathItem.HttpMethod.POST) {
      operation.addParameter(key());
    }
    if (operation.getParameters() != null) {
      operation.getParameters().forEach(ApiDescription::describePaging);
    }
    operation
        .getResponses()
        .getAPIResponses()
        .values()
        .forEach(response -> illustrate(response.getContent(), examples));
    operation.getResponses().removeAPIResponse("400");
    operation.getResponses().setDefaultValue(OASFactory.createAPIResponse().ref(PROBLEM));
  }

  /** Pages are read as text, to say what is wrong with a limit that is no number. */
  private static void describePaging(Parameter parameter) {
    if ("limit".equals(parameter.getName())) {
      Schema limit = parameter.description("The most items of the page").getSchema();
      limit
          .type(List.of(Schema.SchemaType.INTEGER))
          .defaultValue(Integer.valueOf(limit.getDefaultValue().toString()))
          .minimum(BigDecimal.ONE)
          .maximum(BigDecimal.valueOf(PageRequest.LARGEST));
    } else if ("cursor".equals(parameter.getName())) {
      parameter.description("What the page before gave as `next`");
    }
  }

  private static Parameter key() {
    return OASFactory.createParameter().ref(IdempotencyKey.HEADER);
  }

  private static void illustrate(Content content, SchemaExamples examples) {
    if (content != null) {
      for (MediaType type : content.getMediaTypes().values()) {
        if (type.getSchema() != null && type.getExample() == null) {
          examples.of(type.getSchema()).ifPresent(type::setExample);
        }
      }
    }
  }
}
