import type { Signature } from "../state/git.ts";
import { signatureOf } from "../state/signature.ts";
import type { JsonObject } from "./body.ts";
import { isObject, optionalString, requiredString } from "./body.ts";
import type { Call } from "./route.ts";
import { Refusal } from "./route.ts";

/** `author` or `committer` (or `tagger`) of a body: name and email are needed together, the date is now unless given. */
export function signatureIn(call: Call, body: JsonObject, member: string, fallback?: Signature): Signature {
  const given = body[member];
  const now = call.world.now();
  if (!isObject(given)) return fallback ?? signatureOf(call.viewer.account, now);
  const date = optionalString(given, "date");
  const atMs = date === undefined ? now : Date.parse(date);
  if (Number.isNaN(atMs))
    throw new Refusal(422, `Invalid request.\n\nFor 'properties/date', "${date}" is not a valid date-time.`);
  return { name: requiredString(given, "name"), email: requiredString(given, "email"), atMs };
}
