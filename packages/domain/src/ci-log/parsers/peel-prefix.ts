const DOCKER = /^#\d+ \d+\.\d+ /;
/** `web:test: ` (turbo), `packages/web test: ` (recursive runs of a package manager). */
const TASK = /^(?:@?[\w.-]+(?:\/[\w.-]+)?:[a-z][\w:-]*: ?|(?:packages|apps|libs|services)\/[\w.-]+ [\w:-]+: ?)/;

/** The line as its own tool printed it, without the prefix of the build step or monorepo task it ran in, or of GitHub's problem matcher. */
export function peelPrefix(text: string): string {
  if (text.startsWith("##[error]")) return text.slice(9);
  if (text.startsWith("#")) return text.replace(DOCKER, "");
  return text.includes(": ") ? text.replace(TASK, "") : text;
}
