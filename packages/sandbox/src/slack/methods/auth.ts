import { method, need } from "../http/method.ts";

/** Who a token is, and its end. */
export const auth = [
  method("auth.test", ({ world, token, me, teamId }) => {
    const team = world.teams.get(teamId);
    const enterpriseId = token.enterpriseId ?? team?.enterpriseId;
    return {
      url: `https://${team?.domain}.slack.com/`,
      team: team?.name,
      user: me.name,
      team_id: teamId,
      user_id: me.id,
      ...(token.kind === "bot" && me.botId !== undefined && { bot_id: me.botId }),
      ...(enterpriseId !== undefined && { enterprise_id: enterpriseId }),
      is_enterprise_install: token.enterpriseId !== undefined,
    };
  }),
  method("auth.revoke", ({ world, token, args }) => {
    if (args.flag("test")) return { revoked: false };
    world.tokens.set(token.secret, { ...token, revoked: "token_revoked" });
    return { revoked: true };
  }),
  method("auth.teams.list", ({ world, token, teamId }) => {
    const ids = token.enterpriseId === undefined ? [teamId] : [...world.teams.keys()];
    return {
      teams: ids.map((id) => ({ id, name: world.teams.get(id)?.name })),
      response_metadata: { next_cursor: "" },
    };
  }),
  method("team.info", (call) => {
    need(call, "team:read");
    const team = call.world.teams.get(call.teamId);
    const plan = team?.plan ?? "std";
    return {
      team: {
        id: call.teamId,
        name: team?.name,
        domain: team?.domain,
        email_domain: "harbor.example",
        plan,
        icon: { image_default: true },
      },
    };
  }),
  method("team.profile.get", (call) => {
    need(call, "users.profile:read");
    return {
      profile: {
        fields: [
          {
            id: "Xf0HARBOR1",
            ordering: 0,
            label: "Team",
            hint: "",
            type: "text",
            field_name: "team",
            possible_values: null,
            options: {},
            is_hidden: false,
          },
        ],
      },
    };
  }),
  method("emoji.list", (call) => {
    need(call, "emoji:read");
    return { emoji: Object.fromEntries(call.world.emoji), cache_ts: "1760000000.000000" };
  }),
];
