import type { ShortUserRow } from "../../shape/user.ts";
import { toPerson, type SlackUser } from "./people.ts";

export function toShortUser(user: SlackUser): ShortUserRow {
  const { id, handle, name, kind } = toPerson(user);
  const isGuest = user.is_restricted === true || user.is_ultra_restricted === true;
  return {
    id,
    handle,
    name,
    title: user.profile?.title || undefined,
    email: user.profile?.email || undefined,
    ...(user.is_admin === true && { is_admin: true }),
    ...(kind === "app" && { is_bot: true }),
    ...(isGuest && { is_guest: true }),
    ...(kind === "external" && { is_external: true }),
    ...(user.deleted === true && { deleted: true }),
  };
}
