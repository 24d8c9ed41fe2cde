import { expect, test } from "vitest";
import { createTimestampTaker } from "./take-timestamp.ts";

function take(raw: string): { text: string; at: string | undefined; joined: boolean } {
  const taker = createTimestampTaker();
  const text = taker.take(raw);
  return { text, at: taker.atMs === undefined ? undefined : new Date(taker.atMs).toISOString(), joined: taker.joined };
}

test("GitHub: seven digits", () => {
  expect(take("2026-11-02T10:11:12.1234567Z npm ci")).toEqual({
    text: "npm ci",
    at: "2026-11-02T10:11:12.123Z",
    joined: false,
  });
  expect(take("2026-11-02T10:11:12.1234567Z")).toMatchObject({ text: "", at: "2026-11-02T10:11:12.123Z" });
});

test("GitLab: six digits, stream number, stream; + continues a line", () => {
  expect(take("2026-11-02T10:11:12.123456Z 00O npm ci")).toEqual({
    text: "npm ci",
    at: "2026-11-02T10:11:12.123Z",
    joined: false,
  });
  expect(take("2026-11-02T10:11:12.123456Z 01E+more")).toEqual({
    text: "more",
    at: "2026-11-02T10:11:12.123Z",
    joined: true,
  });
});

test.each([
  "2026-11-02T10:11:12.123Z an application's own",
  "2026-11-02T10:11:12Z without fraction",
  "2026-11-02T10:11:12.123456Z no stream follows",
  "2026-99-02T10:11:12.1234567Z no such month",
  "2026-11-02T10:11:12.x234567Z no such fraction",
  "plain",
])("leaves %j alone", (raw) => {
  expect(take(raw)).toEqual({ text: raw, at: undefined, joined: false });
});
