const HEADER = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@(.*)$/;

/** The lines of a page of a diff, as `path:old line:new line:text with its sign`. */
export function pageRows(page: string): string[] {
  const lines = page.split("\n");
  const rows: string[] = [];
  let path = "";
  let hunk: string[] = [];
  const flush = () => rows.push(...hunkRows(path, hunk.splice(0)));
  for (const line of lines) {
    // Inside a hunk every line has a sign: none looks like the opening of a file.
    if (line.startsWith("diff ")) {
      flush();
      path = line.slice("diff ".length);
      hunk = [];
    } else if (path !== "") hunk.push(line);
  }
  flush();
  return rows;
}

/** The lines of a file's hunks. Headers that stand for hunks not shown have no lines. */
export function hunkRows(path: string, lines: readonly string[]): string[] {
  const rows: string[] = [];
  let [oldLine, newLine, olds, news] = [0, 0, 0, 0];
  for (const line of lines) {
    const header = olds + news === 0 ? HEADER.exec(line) : null;
    if (header) {
      if (header[5]?.startsWith(" [not shown")) continue;
      [olds, news] = [Number(header[2] ?? 1), Number(header[4] ?? 1)];
      oldLine = Number(header[1]) + (olds === 0 ? 1 : 0);
      newLine = Number(header[3]) + (news === 0 ? 1 : 0);
    } else if (olds + news > 0 && !line.startsWith("\\")) {
      rows.push(`${path}:${oldLine}:${newLine}:${line}`);
      if (!line.startsWith("+")) [oldLine, olds] = [oldLine + 1, olds - 1];
      if (!line.startsWith("-")) [newLine, news] = [newLine + 1, news - 1];
    }
  }
  return rows;
}
