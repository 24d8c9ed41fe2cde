import { ToolError, type ErrorCode } from "@fairlead/core";
import type { Refusal } from "./refusal.ts";

/** Refusals whose status says too little: how to recognise one, its code, and what to do next. */
const KNOWN: readonly (readonly [RegExp, ErrorCode, string])[] = [
  [
    /has changed since you started editing/i,
    "conflict",
    "A file has changed meanwhile: read it again and build on that.",
  ],
  [/file with this name already exists/i, "conflict", "A file is there already: use update or edit, or another path."],
  [/file with this name doesn'?t exist/i, "conflict", "A file is not there any more: read the branch again."],
  [
    /SHA does not match HEAD/i,
    "conflict",
    "The head has moved: read the merge request again and pass its present head.",
  ],
  [
    /branch already exists|branch called '.*' already exists/i,
    "conflict",
    "That branch already exists: choose another name.",
  ],
  [
    /another open merge request already exists/i,
    "conflict",
    "An open merge request has this source branch: find it with list_merge_requests.",
  ],
  [
    /has already been taken|already being used/i,
    "conflict",
    "That name is taken: choose another, or change what is there.",
  ],
  [
    /branch cannot be merged|method not allowed/i,
    "conflict",
    "It cannot be merged now: read why with get_merge_request and readiness.",
  ],
  [
    /(?:source|target) branch .* does not exist|reference not found|invalid reference name/i,
    "not_found",
    "There is no such branch, tag or commit: list_branches shows those that there are.",
  ],
  [/missing ci config|no stages \/ jobs/i, "unsupported", "The project has no CI configuration for this ref."],
  [
    /filtered out by workflow rules|pipeline would have been empty/i,
    "unsupported",
    "The rules of the CI configuration leave nothing to run for this ref: read them in .gitlab-ci.yml.",
  ],
  [
    /insufficient permissions to set pipeline variables/i,
    "forbidden",
    "This account's role may not set variables of pipelines here: leave them out, or use inputs.",
  ],
  [
    /(?:in)?sufficient permissions? to (?:run|create) a (?:new )?pipeline/i,
    "forbidden",
    "This account may not run a pipeline there: the branch or tag may be protected.",
  ],
  [
    /could not update .{1,300}refresh and try again|cannot lock ref|reference does not point to expected object/i,
    "conflict",
    "The branch has moved meanwhile: read it again and repeat the call.",
  ],
  [
    /without elasticsearch|advanced search/i,
    "unsupported",
    "This GitLab searches code of a group with advanced search only: name a project.",
  ],
  [
    /not retryable|not cancell?able/i,
    "conflict",
    "The job is in another state than this needs: read the pipeline again.",
  ],
  [/moved projects?/i, "conflict", "The project has moved: read it with get_project and use its present path."],
  [
    /accept the terms of service|password expired|has been (?:blocked|deactivated)|two-factor|2fa|identity verification/i,
    "forbidden",
    "GitLab wants something of this account first, such as new terms, a new password or a second factor: sign in to it in a browser.",
  ],
  [/line_code/i, "invalid_input", "A comment is not on the diff: read the diff again."],
  [/maximum allowed offset/i, "too_large", "GitLab pages no further than 50,000 rows: narrow the list."],
];

/** What GitLab is known to say in so many words. */
export function known({ status, message }: Refusal): ToolError | undefined {
  if (status < 400 || status >= 500) return undefined;
  const match = KNOWN.find(([pattern]) => pattern.test(message));
  return match && new ToolError(match[1], match[2]);
}
