import { completeBranch } from "./branch.ts";
import { completeNumber } from "./number.ts";
import { completeOwner } from "./owner.ts";
import { completePath } from "./path.ts";
import { completeRepo } from "./repo.ts";

/** Values for arguments of prompts and variables of resource templates, by their names. */
export const completions = {
  owner: completeOwner,
  repo: completeRepo,
  number: completeNumber,
  branch: completeBranch,
  path: completePath,
};
