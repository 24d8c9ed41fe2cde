import { ToolError } from "@fairlead/core";

const DOTS = /^(?:\.|%2e){1,2}$/i;

/**
 * Octokit puts `.` and `..` into a URL as they are, and the URL parser then walks up: `owner: ".."` makes
 * `/repos/../user`, that is `/user`.
 *
 * @param options A request's template and its variables, as Octokit's hooks give them.
 */
export function refuseDotSegments(options: { url: string; [variable: string]: unknown }): void {
  const [path = ""] = options.url.replace(/\{\+?(\w+)\}/g, (_, name: string) => text(options[name])).split("?", 1);
  if (path.split("/").some((segment) => DOTS.test(segment))) {
    throw new ToolError("invalid_input", 'Leave "." and ".." out of names and paths.');
  }
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
