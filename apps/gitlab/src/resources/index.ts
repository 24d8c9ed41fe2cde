import { contents } from "./contents.ts";
import { issue } from "./issue.ts";
import { jobLog } from "./job-log.ts";
import { mergeRequest, mergeRequestDiff } from "./merge-request.ts";
import { pipeline } from "./pipeline.ts";
import { project } from "./project.ts";
import { viewer } from "./viewer.ts";

/** What can be read by URI. */
export const resources = [viewer, project, contents, issue, mergeRequest, mergeRequestDiff, pipeline, jobLog];
