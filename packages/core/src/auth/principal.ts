/** Who is calling, as the connector's own authorization server (or `AUTH=none`) says it. */
export interface Principal {
  tenant: string;
  subject: string;
  /** The OAuth client that acts for the subject, where there is one. */
  clientId?: string;
}

/** One text for one principal, for keys and comparisons. */
export function principalKey(principal: Principal): string {
  return JSON.stringify([principal.tenant, principal.subject, principal.clientId ?? null]);
}
