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

/**
 * The first line, counted from 1, that is a quick action; lines of fenced code are none. GitLab takes every carriage return
 * out first, and Markdown ends a line at it: neither reading may find one.
 */
export function lineOfAction(text: string): number | undefined {
  return actionIn(text.replaceAll("\r", "").split("\n")) ?? actionIn(text.split(/\r\n|\n|\r/));
}

const ACTION = /^\s*\/[a-z_]+(?:\s|$)/i;
/** A fence of backticks has none after it: there it is code within a line. */
const OPENING = /^( {0,3})(`{3,}(?!.*`)|~{3,})/;
const CLOSING = /^ {0,3}(`{3,}|~{3,})[ \t]*$/;
const HTML = /^ {0,3}</;

/** A fence counts where it is sure to be one: one that is never closed, or stands after HTML, keeps nothing from running. */
function actionIn(lines: readonly string[]): number | undefined {
  let fence: { indent: number; mark: string; action: number | undefined } | undefined;
  let html = false;
  for (const [index, line] of lines.entries()) {
    const isAction = ACTION.test(line);
    if (fence === undefined) {
      const [, indent, mark] = OPENING.exec(line) ?? [];
      if (isAction) return index + 1;
      html ||= HTML.test(line);
      if (mark !== undefined) fence = { indent: indent?.length ?? 0, mark, action: undefined };
    } else if (CLOSING.exec(line)?.[1]?.startsWith(fence.mark)) fence = undefined;
    else if (isAction) {
      // A line that stands further to the left than its fence may have left the list that both were in.
      if (html || line.search(/\S/) < fence.indent) return index + 1;
      fence.action ??= index + 1;
    }
  }
  return fence?.action;
}
