package io.modicum.gateway.access;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.gateway.database.Sql;
import io.modicum.gateway.http.Page;
import io.modicum.gateway.http.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The table {@code member}. */
@ApplicationScoped
class MemberTable {

  private final Sql sql;

  MemberTable(Sql sql) {
    this.sql = sql;
  }

  /** Somebody's role in a campaign. */
  record Member(String principal, Role role) {}

  /** Gives somebody a role in a campaign, in place of the one they had there. */
  void put(CampaignId campaign, Member member) {
    sql.update(
        "insert into member (campaign, principal, role) values (?, ?, ?)"
            + " on conflict (campaign, principal) do update set role = excluded.role",
        campaign.value(),
        member.principal(),
        member.role().text());
  }

  /** Returns whether they were a member. */
  boolean remove(CampaignId campaign, String principal) {
    return sql.update(
            "delete from member where campaign = ? and principal = ?", campaign.value(), principal)
        == 1;
  }

  Optional<Member> find(CampaignId campaign, String principal) {
    return sql.first(
        "select principal, role from member where campaign = ? and principal = ?",
        MemberTable::read,
        campaign.value(),
        principal);
  }

  /** Returns a campaign's members by name. */
  Page<Member> list(CampaignId campaign, PageRequest page) {
    return sql.page(
        page,
        "principal",
        "select principal, role from member where campaign = ? and principal > ?"
            + " order by principal limit ?",
        MemberTable::read,
        campaign.value(),
        page.after().orElse(""),
        page.rows());
  }

  /** Returns somebody's roles by the id of the campaign. */
  Map<String, Role> memberships(String principal) {
    return sql
        .readable(
            "select campaign, role from member where principal = ?",
            row -> Map.entry(row.getString("campaign"), Role.of(row.getString("role"))),
            principal)
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Member read(ResultSet row) throws SQLException {
    return new Member(row.getString("principal"), Role.of(row.getString("role")));
  }
}
