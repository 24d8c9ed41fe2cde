import { z } from "zod";

/** One thing that a digest says. */
export const DigestItem = z.object({
  kind: z.string(),
  score: z.number().optional(),
  channel: z.string(),
  ts: z.string(),
  time: z.string(),
  who: z.string(),
  text: z.string(),
  replies: z.int().optional(),
  count: z.int().optional(),
  link: z.string(),
});

export type DigestRow = z.output<typeof DigestItem>;

/** A text at most so long, cut at a word. */
export function excerpt(text: string, most: number): string {
  const flat = text.replaceAll(/\s+/g, " ").trim();
  if (flat.length <= most) return flat;
  const cut = flat.slice(0, most - 1);
  const space = cut.lastIndexOf(" ");
  return `${cut.slice(0, space > most / 2 ? space : most - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
