import type { Reaction, ReactionContent } from "../state/issues.ts";

const CONTENTS = [
  "+1",
  "-1",
  "laugh",
  "hooray",
  "confused",
  "heart",
  "rocket",
  "eyes",
] as const satisfies readonly ReactionContent[];

/** `reaction-rollup` of something at `url`. */
export function reactionsShape(url: string, reactions: readonly Reaction[]) {
  const counts = Object.fromEntries(
    CONTENTS.map((content) => [content, reactions.filter((reaction) => reaction.content === content).length]),
  );
  return { url: `${url}/reactions`, total_count: reactions.length, ...counts };
}
