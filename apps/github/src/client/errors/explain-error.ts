import { ToolError } from "@fairlead/core";
import { forbidden, missingScope, missingWorkflowScope, signedOut, singleSignOn } from "./access.ts";
import { blocked, conflict, invalid, missing, tooLarge, unavailable } from "./by-status.ts";
import { isGraphqlFailure } from "./graphql-failure.ts";
import { explainGraphql } from "./graphql.ts";
import { known } from "./known.ts";
import { causesOf, noAnswer } from "./no-answer.ts";
import { ruledOut } from "./policy.ts";
import { rateLimited } from "./rate-limit.ts";
import { isHttpError, refusalOf, type Refusal } from "./refusal.ts";
import { tooOld } from "./too-old.ts";

/** From the particular to the general: the first family that knows a refusal explains it. */
const FAMILIES: readonly ((refusal: Refusal) => ToolError | undefined)[] = [
  rateLimited,
  signedOut,
  singleSignOn,
  missingWorkflowScope,
  ruledOut,
  known,
  missingScope,
  forbidden,
  invalid,
  tooOld,
  missing,
  conflict,
  tooLarge,
  blocked,
  unavailable,
];

/** Maps an error of Octokit to a code and one sentence of what to do next; undefined for errors of anything else. */
export function explainError(error: unknown): ToolError | undefined {
  if (!(error instanceof Error)) return undefined;
  // Octokit wraps whatever `fetch` throws: what the core said inside stands.
  const ours = causesOf(error).find((cause) => cause instanceof ToolError);
  if (ours) return ours;
  if (isGraphqlFailure(error)) return explainGraphql(error);
  if (error.name === "AbortError") return noAnswer(error, false);
  if (!isHttpError(error)) return undefined;
  const refusal = refusalOf(error);
  if (!refusal) return noAnswer(error, error.request.method !== "GET");
  for (const explain of FAMILIES) {
    const explained = explain(refusal);
    if (explained) return explained;
  }
  return undefined;
}
