/** What refuses something: who set it, and where. */
export interface Rule {
  by: "operator" | "owner";
  /** The operator's setting, or the part of the owner's permissions. */
  name: string;
}

/**
 * One sentence on who can change a rule, and where.
 *
 * @param permissionsUrl The page where the owner of the connection does, if there is one.
 */
export function whoCanChange({ by, name }: Rule, permissionsUrl?: string): string {
  if (by === "operator") return `The operator of this server can change that in ${name}.`;
  const where = permissionsUrl === undefined ? "" : `: ${permissionsUrl}`;
  return `The owner of this connection can change that in its permissions${where} (${name}).`;
}
