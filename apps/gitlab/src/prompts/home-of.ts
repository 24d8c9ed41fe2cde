/** Where a project's resources are. */
export function homeOf(project: string): string {
  return `gitlab://projects/${encodeURIComponent(project)}`;
}
