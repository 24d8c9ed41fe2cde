import type { World } from "../state/world.ts";
import { findAccount } from "../state/world.ts";
import { simpleUserShape } from "./user.ts";

/** The person behind a login as `simple-user`; null where the account is gone. */
export function authorShape(world: World, login: string | null) {
  const account = login === null ? undefined : findAccount(world, login);
  return account ? simpleUserShape(world, account) : null;
}

/** Several people, those gone left out. */
export function authorShapes(world: World, logins: readonly string[]) {
  return logins.flatMap((login) => authorShape(world, login) ?? []);
}
