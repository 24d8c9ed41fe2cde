import { expect, test } from "vitest";
import { emoji } from "./fields.ts";
import { emojiNameOf, STANDARD_EMOJI } from "./standard-emoji.ts";

test("a character is the name that Slack has for it, with its skin tone", () => {
  expect(["👍", "👍🏻", "👍🏿", "❤️", "⚠️", "✅"].map(emojiNameOf)).toEqual([
    "+1",
    "+1::skin-tone-2",
    "+1::skin-tone-6",
    "heart",
    "warning",
    "white_check_mark",
  ]);
  expect(Object.values(STANDARD_EMOJI).map(emojiNameOf)).toEqual(Object.keys(STANDARD_EMOJI));
});

test("names stay what they are, in any script; a character without a name is told what to write", () => {
  for (const name of ["tada", ":tada:", "了解", "wave::skin-tone-3"]) {
    expect(emoji.parse(name)).toBe(name.replaceAll(/^:|:$/g, ""));
  }
  expect(emoji.parse("🎉")).toBe("tada");
  expect(emoji.safeParse("🦖").error?.issues[0]?.message).toMatch(/its name.*thumbsup/);
});
