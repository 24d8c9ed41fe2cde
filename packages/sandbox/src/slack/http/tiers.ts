import type { World } from "../state/world.ts";

/** Requests a minute by method; 50 (tier 3) where nothing else is said. */
const TIER2 =
  /^(conversations\.(list|create|rename|setTopic|setPurpose|archive|unarchive)|users\.(list|setPresence)|usergroups\.|search\.|assistant\.search\.info|reactions\.remove|pins\.list|reminders\.|emoji\.list|auth\.teams\.list|canvases\.create|dnd\.(teamInfo|set|end)|workflows\.featured\.)/;
const TIER4 =
  /^(conversations\.members|users\.(info|profile\.get)|files\.(info|getUploadURLExternal|completeUploadExternal)|chat\.postEphemeral|views\.open)/;
const SPECIAL = /^(auth\.test|assistant\.search\.context|oauth\.|chat\.postMessage)/;

function perMinute(method: string): number {
  if (SPECIAL.test(method)) return 600;
  if (TIER2.test(method)) return 20;
  return TIER4.test(method) ? 100 : 50;
}

const MINUTE_MS = 60_000;
const RESTRICTED = /^conversations\.(history|replies)$/;

/** What came in lately, by method, workspace and app: Slack counts so, not by token. */
export interface Tiers {
  /** Seconds to wait, where the method's quota is spent; undefined counts the request. */
  take(world: World, method: string, teamId: string, clientId: string): number | undefined;
  clear(): void;
}

export function createTiers(): Tiers {
  const seen = new Map<string, number[]>();
  return {
    take(world, method, teamId, clientId) {
      const { tiers, restrictedHistory } = world.switches;
      const restricted = restrictedHistory && RESTRICTED.test(method);
      if (!tiers && !restricted) return undefined;
      const key = `${clientId} ${teamId} ${method}`;
      const now = world.now();
      const recent = (seen.get(key) ?? []).filter((at) => at > now - MINUTE_MS);
      const most = restricted ? 1 : perMinute(method);
      if (recent.length >= most) return Math.ceil(((recent[0] ?? now) + MINUTE_MS - now) / 1000);
      seen.set(key, [...recent, now]);
      return undefined;
    },
    clear: () => seen.clear(),
  };
}
