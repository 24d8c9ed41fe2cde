/** The address of a message; of a reply, within its thread. Costs no call. */
export function permalink(workspaceUrl: string, channel: string, ts: string, threadTs?: string): string {
  const home = `${workspaceUrl}archives/${channel}/p${ts.replace(".", "")}`;
  return threadTs === undefined || threadTs === ts ? home : `${home}?thread_ts=${threadTs}&cid=${channel}`;
}
