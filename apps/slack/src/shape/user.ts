import { z } from "zod";

/** A person in a list. */
export const ShortUser = z.object({
  id: z.string(),
  handle: z.string(),
  name: z.string(),
  title: z.string().optional(),
  email: z.string().optional(),
  is_admin: z.boolean().optional(),
  is_bot: z.boolean().optional(),
  is_guest: z.boolean().optional(),
  is_external: z.boolean().optional(),
  deleted: z.boolean().optional(),
});

export type ShortUserRow = z.output<typeof ShortUser>;

export function personLine({
  id,
  handle,
  name,
  title,
  email,
  is_guest,
  is_bot,
  is_external,
  deleted,
}: ShortUserRow): string {
  const marks = [
    title,
    email,
    is_guest === true ? "guest" : "",
    is_bot === true ? "app" : "",
    is_external === true ? "external" : "",
    deleted === true ? "deactivated" : "",
  ];
  const shown = marks.filter((mark) => mark !== undefined && mark !== "");
  return `${name} @${handle} ${id}${shown.length > 0 ? ` (${shown.join(", ")})` : ""}`;
}
