import type { IncomingMessage } from "node:http";
import type { FormProof } from "./form-proof.ts";
import { readForm } from "./read-form.ts";

/**
 * Reads a form that one of our own pages has sent: the browser says so (Sec-Fetch-Site), and the form proves that it was
 * shown for this subject. That the subject is this browser's is what the cookie says, which is checked before.
 *
 * @returns undefined when it is not, or no form at all.
 */
export async function ownForm(
  ctx: { req: IncomingMessage },
  proof: FormProof,
  subject: string,
  maxBytes?: number,
): Promise<URLSearchParams | undefined> {
  const site = ctx.req.headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin") return undefined;
  const form = await readForm(ctx.req, maxBytes);
  return proof.holds(subject, form?.get("csrf") ?? undefined) ? form : undefined;
}
