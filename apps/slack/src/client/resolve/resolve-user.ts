import { ToolError } from "@fairlead/core";
import { parseReference } from "../../shape/reference.ts";
import { inTurns } from "../request/pages.ts";
import type { SlackReadContext } from "../slack-client.ts";
import { viewerOf } from "../viewer/viewer.ts";
import { only, type Candidate } from "./candidate.ts";
import { findUsers, userByAddress } from "./find-user.ts";

const HINT = "Names are looked up where search is allowed; an e-mail address or an id always works.";

/**
 * The person that a reference means: an id, `@handle`, an e-mail address, a name or `me`.
 *
 * @throws ToolError `invalid_input` for a name that several people have, `not_found` for one that nobody has.
 */
export async function resolveUser(context: SlackReadContext, written: string): Promise<Candidate> {
  const reference = parseReference(written);
  switch (reference.form) {
    case "me": {
      const { userId } = await viewerOf(context);
      return { kind: "user", id: userId, name: "me" };
    }
    case "user":
      return { kind: "user", id: reference.id, name: written };
    case "email": {
      const found = await userByAddress(context, reference.email);
      if (found) return found;
      throw new ToolError("not_found", `Nobody here has the address ${reference.email}.`);
    }
    case "handle":
      return only(written, "person", await findUsers(context, reference.name), HINT);
    case "words":
      return only(written, "person", await findUsers(context, reference.words), HINT);
    default:
      throw new ToolError("invalid_input", `"${written}" is no person: pass an id, @handle, e-mail address or me.`);
  }
}

export function resolveUsers(context: SlackReadContext, written: readonly string[]): Promise<Candidate[]> {
  return inTurns(written, 4, (one) => resolveUser(context, one));
}
