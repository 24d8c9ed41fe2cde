import { expect, test } from "vitest";
import { useSlack } from "../../test/harness.ts";

const slack = useSlack();

async function read(uri: string): Promise<string> {
  const [body] = await (await slack.connect()).read(uri);
  return body?.text ?? "";
}

test("who I am, and the guides", async () => {
  expect(await read("slack://me")).toContain("Maja Lind");
  expect(await read("slack://guide/formatting")).toContain("<@U…>");
  expect(await read("slack://guide/search")).toContain("yesterday");
});

test("a channel, its messages, a thread", async () => {
  expect(await read("slack://channel/C0ENGPLAT1")).toContain("Platform: builds");
  expect(await read("slack://channel/C0INC20410/messages?window=2d&threads=full")).toContain("↳");
  const root = slack.standIn.control.messages("eng-platform")[1]?.ts;
  expect(await read(`slack://thread/C0ENGPLAT1/${root}`)).toContain("Decided: add the column first");
});

test("a person, a text and a picture", async () => {
  expect(await read("slack://user/U0HARBOR06")).toContain("Asia/Tokyo");
  expect(await read("slack://file/F0NOTES001")).toMatch(/^<<<file [0-9a-f]{12}\nLine one/);
  const [picture] = await (await slack.connect()).read("slack://file/F0DOTPNG01");
  expect(picture).toMatchObject({ mimeType: "image/png", blob: expect.stringMatching(/^iVBOR/) });
});

test("what is not there", async () => {
  await expect(read("slack://channel/C0NOTHERE9")).rejects.toThrow();
  await expect(read("slack://nothing")).rejects.toThrow();
});
