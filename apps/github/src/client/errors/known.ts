import { ToolError, type ErrorCode } from "@fairlead/core";
import type { Refusal } from "./refusal.ts";

/** Refusals whose status says too little: how to recognise one, its code, and what to do next. */
const KNOWN: readonly (readonly [RegExp, ErrorCode, string])[] = [
  [
    /pull request already exists/i,
    "conflict",
    "A pull request for this head is already open: find it with list_pull_requests.",
  ],
  [/no commits between/i, "invalid_input", "The head has no commits that the base lacks: push to it first."],
  [/reference already exists/i, "conflict", "That branch or tag already exists: choose another name."],
  [/reference does not exist/i, "not_found", "There is no such branch or tag: read the repository's branches."],
  [/not a fast.?forward/i, "conflict", "The branch has moved: read its head and build on that."],
  [
    /head branch was modified|expected.{0,40}head/i,
    "conflict",
    "The head has moved: read the pull request again and pass its present head.",
  ],
  [/base branch was modified/i, "conflict", "The base branch has just moved: repeat the call."],
  [
    /(approve|request changes on) your own/i,
    "forbidden",
    "Authors cannot approve or refuse their own pull request: comment instead.",
  ],
  [/one pending review/i, "conflict", "You have an unsent review on this pull request: submit or delete it first."],
  [
    /name already exists on this account/i,
    "conflict",
    "A repository of that name already exists: choose another name.",
  ],
  [
    /contains no git content|empty repositories cannot be forked/i,
    "conflict",
    "The repository is empty: there is nothing to fork yet.",
  ],
  [/reference update failed/i, "conflict", "Another branch or a rule is in the way of that name: choose another name."],
  [
    /(issue|conversation|thread) is locked/i,
    "forbidden",
    "The conversation is locked: somebody with write access can unlock it.",
  ],
  [/repository is empty/i, "conflict", "The repository is empty: make its first commit with push_files."],
  [
    /(issues|discussions) (has|have|are|is)( been)? disabled/i,
    "unsupported",
    "The repository has this feature switched off.",
  ],
  [
    /cannot be searched/i,
    "invalid_input",
    "Search what this account can see: one of the repositories or owners is not visible to it.",
  ],
  [
    /upgrade to github/i,
    "unsupported",
    "The owner's plan at GitHub has this for public repositories only: go on without it.",
  ],
  [
    /draft pull requests are not supported/i,
    "unsupported",
    "The repository has no draft pull requests: leave out draft.",
  ],
  [
    /pagination with the page parameter/i,
    "too_large",
    "GitHub pages no further through so long a list: narrow it by state, labels or since.",
  ],
  [/too_large|too large/i, "too_large", "That is more than GitHub gives in one answer: ask for less of it."],
  [/not mergeable|merge conflict/i, "conflict", "The branches conflict: update the head with the base first."],
];

/** What GitHub is known to say in so many words. */
export function known({ status, message }: Refusal): ToolError | undefined {
  if (status < 400 || status >= 500) return undefined;
  const match = KNOWN.find(([pattern]) => pattern.test(message));
  return match && new ToolError(match[1], match[2]);
}
