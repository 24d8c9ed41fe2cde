import { describe, expect, test } from "vitest";
import { sourceOf } from "./fixtures/source-of.ts";
import type { LogLine } from "./log-line.ts";
import { readLog } from "./read-log.ts";
import type { LogEnd, ReadOptions } from "./scan-log.ts";

async function read(
  log: string | readonly string[],
  options: ReadOptions & { size?: number } = {},
): Promise<{ lines: LogLine[]; end: LogEnd }> {
  const lines: LogLine[] = [];
  const reader = readLog(sourceOf(log, options.size), options);
  for (let next = await reader.next(); ; next = await reader.next()) {
    if (next.done) return { lines, end: next.value };
    lines.push(next.value);
  }
}

const texts = async (log: string): Promise<string[]> => (await read(log)).lines.map((line) => line.text);

/** One line of 20 MB. */
async function* endless(): AsyncGenerator<string> {
  yield "start ";
  for (let row = 0; row < 2_000; row += 1) yield "#".repeat(10_000);
  yield "\rdone\nnext";
}

async function* broken(): AsyncGenerator<Uint8Array> {
  yield* sourceOf("a\n");
  throw new Error("socket hang up");
}

describe("lines", () => {
  test("are numbered as in the raw log, empty ones included", async () => {
    const { lines, end } = await read("one\n\nthree\n");
    expect(lines.map(({ number, text }) => [number, text])).toEqual([
      [1, "one"],
      [2, ""],
      [3, "three"],
    ]);
    expect(end).toEqual({ totalLines: 3, bytes: 11, truncated: false, stopped: false });
  });

  test("need no newline at the end, and take CRLF", async () => {
    expect(await texts("a\r\nb\r\nc")).toEqual(["a", "b", "c"]);
  });

  test("hold what follows the last carriage return", async () => {
    expect(await texts("10 %\r50 %\r100 %\n\u001B[2K 10 %\r\u001B[2K 99 %\r\n")).toEqual(["100 %", " 99 %"]);
  });

  test("are cut at 2,000 characters, never within a character", async () => {
    const [long, wide] = (await read(`${"x".repeat(5000)}\n${"x".repeat(1999)}😀 end\n`)).lines;
    expect(long?.text).toBe("x".repeat(2000));
    expect(wide?.text).toBe("x".repeat(1999));
  });

  test("survive chunks of one byte", async () => {
    const log = "\uFEFF2026-11-02T10:11:12.1234567Z \u001B[31m✕ 日本 😀\u001B[0m\r\nb\n";
    expect((await read(log, { size: 1 })).lines).toEqual((await read(log)).lines);
    expect((await read(log, { size: 1 })).lines[0]).toMatchObject({
      text: "✕ 日本 😀",
      atMs: Date.parse("2026-11-02T10:11:12.123Z"),
    });
  });

  test("an endless line does not fill the memory, and its last part is what shows", async () => {
    const seen: string[] = [];
    for await (const line of readLog(endless())) seen.push(line.text);
    expect(seen).toEqual(["done", "next"]);
  });
});

describe("GitHub's marks", () => {
  test("##[group] opens a section, ##[endgroup] closes it, other kinds are told apart", async () => {
    const at = "2026-11-02T10:11:12.1234567Z ";
    const { lines } = await read([
      `${at}##[group]Run npm test`,
      `${at}##[command]git fetch`,
      `${at}##[endgroup]`,
      `${at}##[error]boom`,
      `${at}##[warning]hm`,
    ]);
    expect(lines.map((line) => line.kind)).toEqual(["group", "command", "endgroup", "error", "warning"]);
    expect(lines.flatMap((line) => line.edges.map(({ edge, name }) => [edge, name]))).toEqual([
      ["start", "Run npm test"],
      ["end", ""],
    ]);
    expect(lines[3]?.text).toBe("##[error]boom");
  });
});

describe("GitLab's marks", () => {
  test("two on one line with the heading behind them", async () => {
    const { lines } = await read(
      "section_end:1700819865:prepare\r\u001B[0Ksection_start:1700819866:step_script[collapsed=true]\r\u001B[0K\u001B[36;1mExecuting\u001B[0;m\n",
    );
    expect(lines).toMatchObject([
      {
        text: "Executing",
        edges: [
          { edge: "end", name: "prepare", host: "gitlab", atMs: 1_700_819_865_000 },
          { edge: "start", name: "step_script", host: "gitlab", atMs: 1_700_819_866_000 },
        ],
      },
    ]);
  });

  test("with timestamps each stands on a line of its own, marked as joined", async () => {
    const { lines } = await read([
      "2026-11-02T10:11:12.123456Z 00O section_end:1700819865:prepare\r",
      "2026-11-02T10:11:12.123457Z 00O+\u001B[0Ksection_start:1700819866:step_script\r",
      "2026-11-02T10:11:12.123458Z 00O+\u001B[0KExecuting",
    ]);
    expect(lines.map(({ text, joined, edges }) => [text, joined, edges.map((edge) => edge.name)])).toEqual([
      ["", false, ["prepare"]],
      ["", true, ["step_script"]],
      ["Executing", true, []],
    ]);
  });

  test("a line that only speaks of section_start is text", async () => {
    expect((await read("echo section_start:1:x\n")).lines[0]).toMatchObject({
      text: "echo section_start:1:x",
      edges: [],
    });
  });
});

describe("the limit", () => {
  test("reading stops at so many bytes and says so", async () => {
    const { lines, end } = await read("aaaa\nbbbb\ncccc\n", { maxBytes: 7 });
    expect(lines.map((line) => line.text)).toEqual(["aaaa", "bb"]);
    expect(end).toEqual({ totalLines: 2, bytes: 7, truncated: true, stopped: false });
  });

  test("a log of exactly that size is whole", async () => {
    expect((await read("aaaa\n", { maxBytes: 5 })).end.truncated).toBe(false);
  });

  test("a source that breaks off throws its own error", async () => {
    const lines = readLog(broken());
    expect((await lines.next()).value).toMatchObject({ text: "a" });
    await expect(lines.next()).rejects.toThrow("socket hang up");
  });
});
