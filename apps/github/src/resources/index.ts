import { branchFile, commitFile, file } from "./files.ts";
import { issue } from "./issue.ts";
import { jobLog } from "./job-log.ts";
import { pullRequest, pullRequestDiff } from "./pull-request.ts";
import { repository } from "./repository.ts";
import { viewer } from "./viewer.ts";

/** What can be read by URI. */
export const resources = [
  viewer,
  repository,
  file,
  branchFile,
  commitFile,
  issue,
  pullRequest,
  pullRequestDiff,
  jobLog,
];
