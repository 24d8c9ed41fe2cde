import { expect, test } from "vitest";
import { useSlack } from "../../../test/harness.ts";

const slack = useSlack({ LOG_LEVEL: "debug", LOG_REMOTE_REQUESTS: "true" });
const runs = () => [...slack.standIn.world.triggers.values()].flatMap((trigger) => trigger.runs);
const request = (inputs: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  slack.call("run_workflow", { workflow: "Request access", inputs, ...more });

test("starts once, people as ids, everything as text", async () => {
  expect((await request({ system: "vpn", person: "@trenn" })).structured).toMatchObject({ workflow: "Request access" });
  expect(runs()).toEqual([{ system: "vpn", person: "U0HARBOR02" }]);
});

test("a wrong or a missing input is refused by name", async () => {
  expect((await request({ systen: "vpn", person: "me" })).text).toContain('Did you mean "system"?');
  expect((await request({ system: "vpn" })).text).toContain("person");
  expect((await slack.call("run_workflow", { workflow: "Request acess" })).text).toContain(
    'Did you mean "Request access"?',
  );
  expect(runs()).toEqual([]);
});

test("a dry run starts nothing, and shows no address; no log does either", async () => {
  const dry = await request({ system: "vpn", person: "me" }, { dry_run: true });
  expect(dry.structured).toMatchObject({ preview: { after: { inputs: { system: "vpn" } } } });
  await request({ system: "vpn", person: "me" });
  for (const text of [dry.text, JSON.stringify(dry.structured), slack.log()])
    expect(text).not.toContain("request-access-secret");
});

test("a failure is not repeated", async () => {
  slack.standIn.control.fault({ path: "/triggers", effect: { status: 500 } });
  expect((await request({ system: "vpn", person: "me" })).code).toBe("upstream_unavailable");
  expect(slack.standIn.control.requests().filter(({ path }) => path === "/triggers")).toHaveLength(1);
});
