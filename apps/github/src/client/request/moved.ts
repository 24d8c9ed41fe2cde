import { ToolError } from "@fairlead/core";

/** A repository that answers under a former name only: writes go to nothing that nobody named. */
export function repositoryMoved(movedTo: string): ToolError {
  return new ToolError("conflict", `This repository is now ${movedTo}: repeat the call with that owner and repo.`, {
    details: { moved_to: movedTo },
  });
}

/** An issue that was transferred: GitHub redirects its former number to another one of another repository. */
export function issueTransferred(movedTo: string, number: number): ToolError {
  return new ToolError("conflict", `The issue was transferred and is now ${movedTo}#${number}: call for that one.`, {
    details: { moved_to: movedTo, number },
  });
}

/** True for two spellings of one `owner/name`. */
export function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
