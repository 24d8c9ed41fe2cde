import { expect, test } from "vitest";
import { goOnDone, toldDone } from "./told-done.ts";

const TEXTS = { saved: "Saved." } as const;

test("the page that a form goes on to says what was done, and has the focus there", () => {
  const answer: Record<string, unknown> = { set: (name: string, value: string) => (answer[name] = value) };
  goOnDone(answer as never, "/connections/c1", "saved");
  expect(answer).toMatchObject({ status: 303, location: "/connections/c1?done=saved#done" });
  expect(toldDone({ done: "saved" }, TEXTS)).toBe("Saved.");
});

test.each([undefined, "", "Your account is locked", "toString", "__proto__", ["saved", "saved"]])(
  "nothing of a URL is told but what the page knows: %s",
  (done) => {
    expect(toldDone({ done }, TEXTS)).toBeUndefined();
  },
);
