import { Refusal } from "./route.ts";

/** A body as JSON, undefined where empty. GitHub reads JSON whatever the content type says. @throws Refusal 400 */
export function parseBody(raw: Buffer): unknown {
  if (raw.length === 0) return undefined;
  try {
    return JSON.parse(raw.toString()) as unknown;
  } catch {
    throw new Refusal(400, "Problems parsing JSON");
  }
}
