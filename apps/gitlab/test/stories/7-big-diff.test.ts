import { countTokens } from "@fairlead/core";
import { ERAS } from "@fairlead/testkit";
import { describe, expect, test } from "vitest";
import { storefront, useStory } from "./story-client.ts";

const story = useStory();
const big = { ...storefront, iid: 33 };

describe.each(ERAS)("7. big diff, %s", (era) => {
  test("2,000 tokens hold it, and every file is accounted for", async () => {
    const { call } = await story.connect(era);
    const { text } = await call("get_merge_request_diffs", { ...big, max_tokens: 2000 });
    expect(countTokens(text)).toBeLessThanOrEqual(2000);
    expect(text).toContain("400 files");
    for (const path of ["README.md", "assets/logo.png", "fixtures/catalog.jsonl", "package-lock.json"]) {
      expect(text).toContain(path);
    }
  });
});
