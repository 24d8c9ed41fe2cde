import type { Call, Reply } from "./call.ts";

/** How old what stood in for the vendor's answer was, for programs; the text says the same. */
const STALE_META = "dev.fairlead/stale";

/** Says of a reply that the vendor failed while it was made, and how old the facts in it are. */
export function markStale({ session, runtime }: Call, reply: Reply): Reply {
  if (session === undefined || session.stale.length === 0 || reply.kind === "ask") return reply;
  const ageS = Math.ceil(Math.max(...session.stale) / 1000);
  const resultMeta = { ...reply.resultMeta, [STALE_META]: { age_s: ageS } };
  if (reply.kind !== "output") return { ...reply, resultMeta };
  const { title } = runtime.connector.vendor;
  return {
    ...reply,
    text: `${reply.text}\n[${title} does not answer: this is what it said ${ageS} s ago.]`,
    resultMeta,
  };
}
