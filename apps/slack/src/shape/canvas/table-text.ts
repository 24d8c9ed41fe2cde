/** Cells of a row: a canvas has at most 300 in a table. */
const MOST_COLUMNS = 60;

/** A table while it is being read, row by row. */
export function tableText() {
  const rows: string[][] = [];
  return {
    row() {
      rows.push([]);
    },
    cell(words: string) {
      if (rows.length === 0) rows.push([]);
      const row = rows.at(-1);
      if (row && row.length < MOST_COLUMNS)
        row.push(
          words
            .trim()
            .replaceAll(/\s*\n\s*/g, " ")
            .replaceAll("|", "\\|"),
        );
    },
    /** GitHub's form of a table; the first row is its head. */
    text(): string {
      const [head = [], ...body] = rows.filter((row) => row.length > 0);
      const columns = Math.max(head.length, ...body.slice(0, 1_000).map((row) => row.length));
      if (columns === 0) return "";
      const full = Array.from({ length: columns }, (_, at) => head[at] ?? "");
      return [full, full.map(() => "---"), ...body].map((row) => `| ${row.join(" | ")} |`).join("\n");
    },
  };
}
