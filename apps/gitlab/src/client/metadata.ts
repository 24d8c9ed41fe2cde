import type { GitlabClient } from "./gitlab-client.ts";
import { unlessStatus } from "./unless-status.ts";

export interface Instance {
  version: string;
  enterprise: boolean;
}

const FRESH_MS = 3_600_000;
const known = new Map<string, { atMs: number; instance: Instance }>();

/** What an instance is, asked once an hour. Before 15.2 there was only `version`, which does not name the edition. */
export async function readInstance(client: GitlabClient): Promise<Instance> {
  const kept = known.get(client.webUrl);
  if (kept && Date.now() - kept.atMs < FRESH_MS) return kept.instance;
  const answer =
    (await unlessStatus(client.send.get("metadata"), 404)) ?? (await unlessStatus(client.send.get("version"), 404));
  const facts = answer?.body as { version?: string | null; enterprise?: boolean | null } | undefined;
  const instance = { version: facts?.version ?? "unknown", enterprise: facts?.enterprise === true };
  known.set(client.webUrl, { atMs: Date.now(), instance });
  return instance;
}

/** True for a version that is that or newer; an unknown one is taken for old. */
export function isAtLeast({ version }: Instance, wanted: `${number}.${number}`): boolean {
  const [major = 0, minor = 0] = version.split(".").map((part) => Number.parseInt(part, 10) || 0);
  const [wantedMajor = 0, wantedMinor = 0] = wanted.split(".").map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

/** Forgets what is known: for tests, whose instances change under one address. */
export function forgetInstances(): void {
  known.clear();
}
