/** Who is calling, as the connector's own authorization server (or `AUTH=none`) says it. */
export interface Principal {
  readonly tenant: string;
  readonly subject: string;
  /** The OAuth client that acts for the subject, where there is one. */
  readonly clientId?: string;
}

const keys = new WeakMap<Principal, string>();

/** One text for one principal, for keys and comparisons. */
export function principalKey(principal: Principal): string {
  let key = keys.get(principal);
  if (key === undefined) {
    key = JSON.stringify([principal.tenant, principal.subject, principal.clientId ?? null]);
    keys.set(principal, key);
  }
  return key;
}
