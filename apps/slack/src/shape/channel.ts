import { z } from "zod";

/** A conversation in a list. */
export const ChannelRow = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  is_member: z.boolean().optional(),
  is_archived: z.boolean().optional(),
  is_external: z.boolean().optional(),
  members: z.int().optional(),
  topic: z.string().optional(),
  purpose: z.string().optional(),
  user: z.string().optional(),
});

export type ChannelRowFacts = z.output<typeof ChannelRow>;

export function channelLine({
  id,
  name,
  type,
  is_archived: archived,
  is_external: external,
  members,
  topic,
}: ChannelRowFacts): string {
  const marks = [
    type,
    archived === true ? "archived" : "",
    external === true ? "external" : "",
    members === undefined ? "" : `${members} people`,
  ];
  const shown = type === "im" ? name : `#${name}`;
  return `${shown} ${id} (${marks.filter((mark) => mark !== "").join(", ")})${topic === undefined ? "" : `: ${topic}`}`;
}
