package io.modicum.gateway.access;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Knows who holds an API key. */
@ApplicationScoped
class ApiKeyIdentityProvider implements IdentityProvider<ApiKeyRequest> {

  private final ApiKeys keys;

  ApiKeyIdentityProvider(ApiKeys keys) {
    this.keys = keys;
  }

  @Override
  public Class<ApiKeyRequest> getRequestType() {
    return ApiKeyRequest.class;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      ApiKeyRequest request, AuthenticationRequestContext context) {
    return context.runBlocking(() -> identity(request.text()));
  }

  private SecurityIdentity identity(String text) {
    try {
      return identity(keys.authenticate(text));
    } catch (KeyRefused refused) {
      throw new AuthenticationFailedException(refused);
    }
  }

  private static SecurityIdentity identity(ApiKey key) {
    QuarkusSecurityIdentity.Builder identity =
        QuarkusSecurityIdentity.builder()
            .setPrincipal(new QuarkusPrincipal(key.name()))
            .addAttribute(Access.KEY, key.id());
    key.campaigns()
        .ifPresentOrElse(
            campaigns ->
                identity.addAttribute(Access.LIMITED_GRANTS, Grants.limited(key.role(), campaigns)),
            () -> identity.addRole(key.role().text()));
    return identity.build();
  }
}
