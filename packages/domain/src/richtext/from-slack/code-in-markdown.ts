/** A block of code between fences that nothing in it can close. */
export function fencedCode(code: string): string {
  const fence = "`".repeat(Math.max(3, longestRun(code) + 1));
  return `${fence}\n${code}\n${fence}`;
}

/** Code within a line, between as many backticks as it takes. */
export function inlineCode(code: string): string {
  const run = longestRun(code);
  if (run === 0) return `\`${code}\``;
  const sign = "`".repeat(run + 1);
  return `${sign} ${code} ${sign}`;
}

function longestRun(code: string): number {
  return Math.max(0, ...(code.match(/`+/g) ?? []).map(({ length }) => length));
}
