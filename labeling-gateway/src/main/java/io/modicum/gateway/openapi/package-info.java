/** What the REST API says of itself. */
@OpenAPIDefinition(
    info =
        @Info(
            title = "Modicum",
            version = "1",
            description = "Datasets, active-learning campaigns, labelling tasks and labels."),
    components =
        @Components(
            parameters =
                @Parameter(
                    name = IdempotencyKey.HEADER,
                    in = ParameterIn.HEADER,
                    description =
                        "Names the request, so that it gets its first answer when it is sent again"
                            + " within 24 hours; a new UUID for each new request.",
                    schema = @Schema(type = SchemaType.STRING, maxLength = 257),
                    example = "\"8e03978e-40d5-43dd-bc93-6894a57f9324\""),
            responses =
                @APIResponse(
                    name = "Problem",
                    description = "Why the request was refused (RFC 9457)",
                    content =
                        @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(implementation = Problem.class)))))
package io.modicum.gateway.openapi;

import io.modicum.gateway.http.Problem;
import io.modicum.gateway.http.Problem;

import io.modicum.gateway.idempotency.IdempotencyKey;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
