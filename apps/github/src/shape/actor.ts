/** Somebody as GraphQL names them, asked for as `{ login kind: __typename }`; null for a deleted account. */
export type Actor = { login: string; kind: string } | null;

/** The login as REST writes it: GraphQL leaves the `[bot]` of an app off. */
export function loginOf(actor: Actor): string | undefined {
  if (actor?.kind !== "Bot" || actor.login.endsWith("[bot]")) return actor?.login;
  return `${actor.login}[bot]`;
}
