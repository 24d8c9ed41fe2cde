import { ToolError } from "@fairlead/core";
import { forbidden, missingScope, rateLimited, signedOut } from "./errors/access.ts";
import { conflict, invalid, missing, moved, tooLarge, unavailable } from "./errors/by-status.ts";
import { known } from "./errors/known.ts";
import { ruledOut } from "./errors/policy.ts";
import { refusalOf, type Refusal } from "./errors/refusal.ts";
import { GitlabHttpError } from "./http-error.ts";

/** From the particular to the general: the first family that knows a refusal explains it. */
const FAMILIES: readonly ((refusal: Refusal) => ToolError | undefined)[] = [
  rateLimited,
  signedOut,
  missingScope,
  ruledOut,
  known,
  forbidden,
  moved,
  invalid,
  missing,
  conflict,
  tooLarge,
  unavailable,
];

/** Maps an error of the client to a code and one sentence of what to do next; undefined for errors of anything else. */
export function explainError(error: unknown): ToolError | undefined {
  if (error instanceof ToolError) return error;
  if (!(error instanceof GitlabHttpError)) return undefined;
  const refusal = refusalOf(error);
  for (const explain of FAMILIES) {
    const explained = explain(refusal);
    if (explained) return explained;
  }
  return undefined;
}
