package io.modicum.gateway.access;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.gateway.http.ReadableName;
import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Asks for an API key.
 *
 * @param name who will use it: keys of the same name are the same annotator and member
 * @param campaigns all that it can be used for; without them the role counts in every campaign, an
 *     annotator's where they are a member
 * @param expires when it ends; it does not, unless said
 */
record KeyRequest(
    @ReadableName String name,
    @NotNull Role role,
    Optional<@Size(min = 1, max = 1000) List<CampaignId>> campaigns,
    Optional<@Future Instant> expires) {}
