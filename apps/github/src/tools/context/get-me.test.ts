import { expect, test } from "vitest";
import { useGithub } from "../../../test/harness.ts";

const github = useGithub();

test("names who is signed in", async () => {
  const { structured } = await github.call("get_me", {});
  expect(structured).toMatchObject({ login: "mlind", name: "Maja Lind" });
});

test("each facet is asked for by name", async () => {
  const { structured } = await github.call(
    "get_me",
    { include: ["scopes", "rate_limit", "orgs", "teams"] },
    { as: "trenn" },
  );
  expect(structured).toMatchObject({
    login: "trenn",
    scopes: ["repo", "read:org", "read:user"],
    orgs: ["harbor"],
    teams: ["harbor/shop", "harbor/writers"],
  });
  expect(structured["rate"]).toContainEqual(expect.objectContaining({ quota: "core", limit: 5000 }));
});

test("a fine-grained token names no scopes", async () => {
  const { structured } = await github.call("get_me", { include: ["scopes"] }, { as: "fine" });
  expect(structured).not.toHaveProperty("scopes");
});
