import { expect, test } from "vitest";
import { useGithub } from "../../../test/harness.ts";

const github = useGithub();
const payments = { owner: "harbor", repo: "payments" };

async function settings(name: { owner: string; repo: string }) {
  const { data } = await github.client().rest.repos.get(name);
  return data;
}

const update = (args: Record<string, unknown>) => github.call("update_repository", { ...payments, ...args });

test("only what differs is sent", async () => {
  const { description } = await settings(payments);
  const { structured } = await update({ description, has_wiki: true, topics: ["money", "go"] });
  expect(structured["changed"]).toEqual(["has_wiki", "topics"]);
  const sent = github.standIn.control.requests().find(({ method }) => method === "PATCH");
  expect(sent?.body).toEqual({ has_wiki: true });
  expect(await settings(payments)).toMatchObject({ has_wiki: true, topics: ["money", "go"] });
});

test("discussions, which the description of GitHub's API forgets", async () => {
  expect((await update({ has_discussions: true })).structured["changed"]).toEqual(["has_discussions"]);
  expect(await settings(payments)).toMatchObject({ has_discussions: true });
});

test("nothing to change sends nothing", async () => {
  const { description } = await settings(payments);
  expect((await update({ description })).structured["changed"]).toEqual([]);
  expect(github.writes()).toEqual([]);
});

test("what shows or archives it is asked first, the rest is not", async () => {
  expect(await update({ private: false })).toMatchObject({
    code: "confirm_required",
    text: expect.stringContaining("public for everybody"),
  });
  expect((await update({ archived: true, confirm: "payments" })).code).toBe("confirm_required");
  expect(github.writes()).toEqual([]);
  const shown = await update({ private: false, confirm: "harbor/payments" });
  expect(shown.structured["changed"]).toEqual(["private"]);
});

test("archived and renamed with topics, and back", async () => {
  const confirm = "harbor/payments";
  const away = await update({ archived: true, name: "ledger", topics: ["old"], confirm });
  expect(away.structured).toMatchObject({ full_name: "harbor/ledger", changed: ["name", "archived", "topics"] });
  const ledger = { owner: "harbor", repo: "ledger" };
  expect(await settings(ledger)).toMatchObject({ archived: true, topics: ["old"] });
  const back = await github.call("update_repository", {
    ...ledger,
    archived: false,
    topics: [],
    confirm: "harbor/ledger",
  });
  expect(back.structured["changed"]).toEqual(["archived", "topics"]);
  expect(await settings(ledger)).toMatchObject({ archived: false, topics: [] });
});

test("a dry run shows before and after", async () => {
  const { structured } = await update({ has_wiki: true, has_discussions: true, dry_run: true });
  expect(structured["preview"]).toMatchObject({
    request: [{ method: "PATCH", body: { has_wiki: true, has_discussions: true } }],
    before: { has_wiki: false, has_discussions: false },
    after: { has_wiki: true, has_discussions: true },
  });
  expect(github.writes()).toEqual([]);
});

test("refused: a former name, a topic that is none, no rights", async () => {
  github.standIn.control.rename("harbor/payments", "ledger");
  expect(await update({ has_wiki: true })).toMatchObject({
    code: "conflict",
    text: expect.stringContaining("harbor/ledger"),
  });
  expect((await update({ topics: ["Not A Topic"] })).code).toBe("invalid_input");
  const args = { owner: "harbor", repo: "docs", has_wiki: false };
  expect((await github.call("update_repository", args, { as: "trenn" })).code).toBe("forbidden");
});
