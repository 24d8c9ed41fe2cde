import type { GitlabClient } from "./gitlab-client.ts";

export interface Quota {
  left: number;
  limit: number;
  resets_at: string;
}

/** What an answer says of the quota of the present minute; undefined where the instance has none. */
export async function readQuota(client: GitlabClient): Promise<Quota | undefined> {
  const { headers } = await client.send.get("version");
  const [left, limit, resetS] = ["ratelimit-remaining", "ratelimit-limit", "ratelimit-reset"].map((name) =>
    Number(headers[name] ?? Number.NaN),
  );
  if (left === undefined || limit === undefined || resetS === undefined) return undefined;
  if (Number.isNaN(left) || Number.isNaN(limit) || Number.isNaN(resetS)) return undefined;
  return { left, limit, resets_at: new Date(resetS * 1000).toISOString() };
}
