/**
 * A suggested change as a fenced block. Empty text deletes the lines. The fence is longer than any run of backticks in
 * the text, so the text cannot close it (CommonMark 4.5). `info` is the word after the fence; GitLab adds a range to it.
 */
export function suggestionBlock(text: string, info = "suggestion"): string {
  const longest = (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
  const fence = "`".repeat(Math.max(3, longest + 1));
  const body = text === "" || text.endsWith("\n") ? text : `${text}\n`;
  return `${fence}${info}\n${body}${fence}`;
}
