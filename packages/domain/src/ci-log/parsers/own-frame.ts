const FRAME = /^\s*(?:at|❯)\s+(?=\S)(?:.*\()?((?:[A-Za-z]:)?[^\s():]+):(\d+)(?::\d+)?\)?$/;
const FOREIGN = /node_modules|^node:|internal\/|\.pnpm/;

/** The place in the project's own code that a line of a JavaScript stack trace names. */
export function ownFrame(text: string): { file: string; line: number } | undefined {
  const match = FRAME.exec(text);
  if (match === null || FOREIGN.test(text)) return undefined;
  return { file: (match[1] ?? "").replace(/^file:\/\//, ""), line: Number(match[2]) };
}
