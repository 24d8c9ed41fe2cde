import { ToolError } from "@fairlead/core";
import type { GitlabClient } from "./gitlab-client.ts";

/**
 * GitLab runs lines such as `/merge` or `/close` of a text as commands. Text that a model wrote must not do what nobody
 * asked for.
 *
 * @throws ToolError `invalid_input` with the line's number, unless the operator allows them.
 */
export function refuseQuickActions(client: Pick<GitlabClient, "quickActions">, text: string | undefined): void {
  if (text === undefined || client.quickActions === "allow") return;
  const line = lineOfAction(text);
  if (line === undefined) return;
  throw new ToolError(
    "invalid_input",
    `Line ${line} would run as a command of GitLab: put it into a code block, or say it in words. Nothing was sent.`,
    { details: { line } },
  );
}

/** The first line, counted from 1, that is a quick action; lines of fenced code are none. */
export function lineOfAction(text: string): number | undefined {
  let fence: string | undefined;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence === undefined) {
      if (mark !== undefined) fence = mark;
      else if (/^\s*\/[a-z_]+(?:\s|$)/i.test(line)) return index + 1;
    } else if (mark !== undefined && mark.startsWith(fence)) fence = undefined;
  }
  return undefined;
}
