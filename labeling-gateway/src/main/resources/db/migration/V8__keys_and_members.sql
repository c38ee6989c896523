-- Who may use the API. What their holders send is kept nowhere, only its hash.
create table api_key (
  id        text primary key,
  sha256    text not null,
  name      text not null,
  role      text not null check (role in ('admin', 'reviewer', 'annotator', 'viewer')),
  campaigns text[],
  created   timestamptz not null default now(),
  expires   timestamptz,
  revoked   timestamptz,
  last_used timestamptz
);

-- What somebody may do in one campaign, beyond what their key or token allows.
create table member (
  campaign  text not null references campaign,
  principal text not null,
  role      text not null check (role in ('reviewer', 'annotator', 'viewer')),
  primary key (campaign, principal)
);
create index member_principal on member (principal);
