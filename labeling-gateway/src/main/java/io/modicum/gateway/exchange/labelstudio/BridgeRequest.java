package io.modicum.gateway.exchange.labelstudio;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;

/**
 * Which Label Studio project a campaign is to be labelled in.
 *
 * @param url of Label Studio, such as https://label.example.org
 * @param project its number there
 * @param token the access token of a user who may import into it
 */
record BridgeRequest(
    @NotBlank @Size(max = 2000) String url,
    @NotNull @Positive Long project,
    @NotBlank @Size(max = 500) String token) {}
