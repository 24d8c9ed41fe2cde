import type { UpstreamIssue } from "../shape/issue.ts";
import type { GitlabClient } from "./gitlab-client.ts";
import { one } from "./one.ts";

export function readIssue(client: GitlabClient, project: string, iid: number): Promise<UpstreamIssue> {
  return one<UpstreamIssue>(client.issues.show(iid, { projectId: project }));
}
