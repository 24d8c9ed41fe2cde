import { ERAS } from "@fairlead/testkit";
import { describe, expect, test } from "vitest";
import { storefront, useStory } from "./story-client.ts";

const story = useStory();
const issue = { ...storefront, number: 12 };

// Here each has a connector of her own, as one token serves one person. Many people behind one connector, and the audit
// log's rows, belong to sign-in.
describe.each(ERAS)("13. two people, %s", (era) => {
  test("mlind and trenn read one private issue at once, iokafor finds none", async () => {
    const [mlind, trenn, iokafor] = await Promise.all([
      story.connect(era),
      story.connect("2025-11-25", { as: "trenn" }),
      story.connect(era, { as: "iokafor" }),
    ]);
    const [hers, his, none] = await Promise.all([mlind, trenn, iokafor].map(({ call }) => call("get_issue", issue)));
    expect(hers?.structured).toMatchObject({ number: 12, body: expect.any(String) });
    expect(his?.structured).toEqual(hers?.structured);
    expect(none).toMatchObject({ isError: true, code: "not_found", structured: {} });
    expect(none?.text).not.toContain(String(hers?.structured["title"]));
    const asked = story.sent().filter(({ path }) => path.endsWith("/issues/12"));
    expect(asked.map(({ login, status }) => `${login} ${status}`).toSorted()).toEqual([
      "iokafor 404",
      "mlind 200",
      "trenn 200",
    ]);
  });

  test("she gets no row of it by a search or a list, also after the others have read them", async () => {
    const mlind = await story.connect(era);
    const iokafor = await story.connect(era, { as: "iokafor" });
    const search = { query: "cent", owner: "harbor" };
    const rows = async ({ call }: typeof mlind) =>
      ((await call("search_issues", search)).structured["items"] as { repo: string }[]).map(({ repo }) => repo);
    expect(await rows(mlind)).toContain("harbor/storefront");
    const seen = await rows(iokafor);
    expect(seen.length).toBeGreaterThan(0);
    expect(seen).not.toContain("harbor/storefront");

    await mlind.call("list_issues", storefront);
    expect((await iokafor.call("list_issues", storefront)).code).toBe("not_found");
    const read = { ...storefront, paths: ["README.md"] };
    await mlind.call("get_file_contents", read);
    expect((await iokafor.call("get_file_contents", read)).code).toBe("not_found");
  });

  test("who loses the right to see it does not see it once more", async () => {
    const trenn = await story.connect(era, { as: "trenn" });
    expect((await trenn.call("get_issue", issue)).isError).toBe(false);
    story.standIn.control.fault({ path: "/repos/**", login: "trenn", times: 5, effect: { status: 404 } });
    expect((await trenn.call("get_issue", issue)).code).toBe("not_found");
  });
});
