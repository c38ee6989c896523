package io.modicum.gateway.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.modicum.contracts.campaign.CampaignId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An API key, without its secret.
 *
 * @param name who uses it: keys of the same name are the same annotator and member
 * @param campaigns all that the key can be used for, or empty if it has no limit
 * @param lastUsed to the minute
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record ApiKey(
    String id,
    String name,
    Role role,
    Optional<List<CampaignId>> campaigns,
    Instant created,
    Optional<Instant> expires,
    Optional<Instant> revoked,
    Optional<Instant> lastUsed) {}
