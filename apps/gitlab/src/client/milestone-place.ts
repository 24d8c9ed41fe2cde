import { ToolError } from "@fairlead/core";
import type { GitlabClient } from "./gitlab-client.ts";

/**
 * Whose milestones are meant.
 *
 * @throws ToolError `invalid_input` unless exactly one is named.
 */
export function placeOf(
  client: GitlabClient,
  { project, group }: { project?: string | undefined; group?: string | undefined },
): { milestones: GitlabClient["milestones"]; name: string } {
  if (project !== undefined && group === undefined) return { milestones: client.milestones, name: project };
  // The two resources differ in their path alone.
  const milestones = client.groupMilestones as unknown as GitlabClient["milestones"];
  if (group !== undefined && project === undefined) return { milestones, name: group };
  throw new ToolError("invalid_input", "Name a project or a group, one of them.");
}
