/** What a bearer may do, and as whom. */
export interface Token {
  secret: string;
  kind: "user" | "bot";
  userId: string;
  teamId: string;
  /** Set of an org-wide install. */
  enterpriseId?: string;
  scopes: ReadonlySet<string>;
  clientId?: string;
  expiresAtMs?: number;
  revoked?: "token_revoked" | "account_inactive" | "token_expired";
}

/** A scope that stands for others, as Slack says it. */
const IMPLIED: Readonly<Record<string, readonly string[]>> = {
  "channels:write": ["channels:write.invites", "channels:write.topic", "channels:manage", "channels:join"],
  "groups:write": ["groups:write.invites", "groups:write.topic"],
  "im:write": ["im:write.topic"],
  "mpim:write": ["mpim:write.topic"],
  "channels:manage": ["channels:write", "channels:write.invites", "channels:write.topic"],
};

export function hasScope({ scopes }: Token, wanted: string): boolean {
  return scopes.has(wanted) || [...scopes].some((scope) => IMPLIED[scope]?.includes(wanted));
}
