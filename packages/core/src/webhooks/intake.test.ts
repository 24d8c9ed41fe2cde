import { expect, test } from "vitest";
import type { Delivery, Inbox } from "../store/index.ts";
import { createIntake } from "./intake.ts";

const of = (id: string): Delivery => ({ id, content: "{}" });

function start() {
  const commits: string[][] = [];
  const going: PromiseWithResolvers<void>[] = [];
  const added: string[] = [];
  const inbox: Pick<Inbox, "add"> = {
    async add(_connector, deliveries) {
      commits.push(deliveries.map(({ id }) => id));
      const safe = Promise.withResolvers<void>();
      going.push(safe);
      await safe.promise;
      return new Set(deliveries.map(({ id }) => id));
    },
  };
  const intake = createIntake({
    inbox: inbox as Inbox,
    connector: "t/a",
    ttlMs: 1_000,
    onNew: (deliveries) => void added.push(...deliveries.map(({ id }) => id)),
  });
  return {
    intake,
    commits,
    added,
    commit: (at: number) => going[at]?.resolve(),
    fail: (at: number) => going[at]?.reject(new Error("disk")),
  };
}

test("nothing is acknowledged before it is in the inbox, and what comes meanwhile is one commit", async () => {
  const { intake, commits, added, commit } = start();
  const answers: string[] = [];
  const take = (id: string) => intake.take(of(id)).then((fresh) => answers.push(`${id} ${fresh}`));
  const taken = [take("1")];
  await expect.poll(() => commits).toEqual([["1"]]);
  taken.push(take("2"), take("3"), take("1"));
  expect(answers).toEqual([]);
  commit(0);
  await expect.poll(() => commits).toEqual([["1"], ["2", "3"]]);
  expect(answers.toSorted()).toEqual(["1 false", "1 true"]);
  commit(1);
  await Promise.all(taken);
  expect(added).toEqual(["1", "2", "3"]);
});

test("what could not be kept is refused, and taken when it comes again", async () => {
  const { intake, commits, added, commit, fail } = start();
  const refused = intake.take(of("1"));
  await expect.poll(() => commits).toHaveLength(1);
  fail(0);
  await expect(refused).rejects.toThrow("disk");
  const again = intake.take(of("1"));
  await expect.poll(() => commits).toHaveLength(2);
  commit(1);
  expect([await again, added]).toEqual([true, ["1"]]);
});
