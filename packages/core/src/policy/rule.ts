/** What refuses something: who set it, and where. */
export interface Rule {
  by: "operator" | "owner" | "url";
  /** The operator's setting, the part of the owner's permissions, or the part of the URL or header. */
  name: string;
}

/**
 * One sentence on who can change a rule, and where.
 *
 * @param permissionsUrl The page where the owner of the connection does, if there is one.
 */
export function whoCanChange({ by, name }: Rule, permissionsUrl?: string): string {
  switch (by) {
    case "operator":
      return `The operator of this server can change that in ${name}.`;
    case "owner":
      return `The owner of this connection can change that in its permissions${permissionsUrl === undefined ? "" : `: ${permissionsUrl}`} (${name}).`;
    case "url":
      return `That comes from ${name}, which this client connects with.`;
  }
}
