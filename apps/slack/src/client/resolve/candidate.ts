import { ToolError } from "@fairlead/core";

/** What a name may mean. */
export interface Candidate {
  kind: "user" | "channel" | "usergroup" | "emoji" | "file" | "canvas" | "list" | "message" | "workflow";
  id: string;
  name: string;
  /** Of a channel, where it is known. */
  archived?: boolean | undefined;
  /** Of a message. */
  channel?: string;
}

/** What was found for a name: those of exactly that name before those that begin with it. */
export interface Found {
  exact: readonly Candidate[];
  near: readonly Candidate[];
}

/** The one that is meant. @throws ToolError `invalid_input` when several could be, `not_found` when none is */
export function only(written: string, what: string, { exact, near }: Found, hint: string): Candidate {
  const [one, ...others] = exact;
  if (one !== undefined && others.length === 0) return one;
  if (one !== undefined) {
    const rows = exact.slice(0, 5);
    throw new ToolError(
      "invalid_input",
      `"${written}" could be ${rows.map(({ id, name }) => `${name} (${id})`).join(", ")}: pass the id.`,
      {
        details: { reason: "ambiguous_reference", candidates: rows.map((row) => ({ ...row })) },
      },
    );
  }
  const close = near.slice(0, 5);
  const like = close.length > 0 ? ` Like it: ${close.map(({ id, name }) => `${name} (${id})`).join(", ")}.` : "";
  throw new ToolError("not_found", `There is no ${what} "${written}" that this account sees. ${hint}${like}`, {
    details: { reference: written, candidates: close.map((row) => ({ ...row })) },
  });
}

/** Sorts candidates by whether they are named exactly so. */
export function sorted(candidates: readonly Candidate[], isExact: (candidate: Candidate) => boolean): Found {
  const unique = [...new Map(candidates.map((one) => [one.id, one])).values()];
  return { exact: unique.filter(isExact), near: unique.filter((one) => !isExact(one)) };
}
