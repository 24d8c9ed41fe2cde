import { expect, test } from "vitest";
import { slack as connector } from "../src/connector.ts";
import type { Called } from "@fairlead/testkit";
import { useSlack } from "./harness.ts";

const slack = useSlack({ LIMIT_CALL_TIMEOUT_MS: "1500", LOG_LEVEL: "error" });

/** One writing tool: what makes it write, which request that is, and what is there once it is done. */
interface Row {
  /** As faults see it. */
  path: string;
  args(): Record<string, unknown>;
  /** How often it was done; 1 is right. */
  done(): number;
}

const control = () => slack.standIn.control;
const world = () => slack.standIn.world;
const platform = () => control().messages("eng-platform");
const first = () => platform()[1]?.ts ?? "";
const members = (channel: string) => [...control().channel(channel).members];
const count = (all: Iterable<unknown>, fits: (one: never) => boolean) =>
  [...all].filter((one) => fits(one as never)).length;
const group = (handle: string) => [...world().usergroups.values()].find((one) => one.handle === handle)?.userIds ?? [];
const mine = () => platform().find(({ text }) => text.startsWith("Mine"))?.ts ?? "";
const reactors = (ts: string, emoji: string) =>
  platform()
    .find((one) => one.ts === ts)
    ?.reactions.get(emoji) ?? [];

const ROWS: Readonly<Record<string, Row>> = {
  send_message: {
    path: "/chat.postMessage",
    args: () => ({ channel: "C0ENGPLAT1", text: "Once" }),
    done: () => count(platform(), ({ text }: { text: string }) => text === "Once"),
  },
  update_message: {
    path: "/chat.update",
    args: () => ({ channel: "C0ENGPLAT1", ts: mine(), text: "Mine, edited" }),
    done: () => count(platform(), ({ text }: { text: string }) => text === "Mine, edited"),
  },
  delete_message: {
    path: "/chat.delete",
    args: () => ({ channel: "C0ENGPLAT1", ts: [doomed()], confirm: "C0ENGPLAT1" }),
    done: () => 1 - count(platform(), ({ text }: { text: string }) => text === "Doomed"),
  },
  add_reaction: {
    path: "/reactions.add",
    args: () => ({ channel: "C0ENGPLAT1", ts: first(), emoji: "eyes" }),
    done: () => reactors(first(), "eyes").length,
  },
  remove_reaction: {
    path: "/reactions.remove",
    args: () => ({ channel: "C0ENGPLAT1", ts: mine(), emoji: "wave" }),
    done: () =>
      1 -
      [
        ...(platform()
          .find(({ ts }) => ts === mine())
          ?.reactions.get("wave") ?? []),
      ].length,
  },
  create_channel: {
    path: "/conversations.create",
    args: () => ({ name: "launch-q3", topic: "Launch" }),
    done: () => count(world().channels.values(), ({ name }: { name: string }) => name === "launch-q3"),
  },
  update_channel: {
    path: "/conversations.setTopic",
    args: () => ({ channel: "C0DESIGN01", topic: "Drafts" }),
    done: () => Number(control().channel("design").topic.value === "Drafts"),
  },
  invite_to_channel: {
    path: "/conversations.invite",
    args: () => ({ channel: "C0DESIGN01", users: ["U0HARBOR02"] }),
    done: () => count(members("design"), (id: string) => id === "U0HARBOR02"),
  },
  remove_from_channel: {
    path: "/conversations.kick",
    args: () => ({ channel: "C0DESIGN01", users: ["U0HARBOR03"], confirm: "C0DESIGN01" }),
    done: () => 1 - count(members("design"), (id: string) => id === "U0HARBOR03"),
  },
  create_usergroup: {
    path: "/usergroups.create",
    args: () => ({ name: "Launch" }),
    done: () => count(world().usergroups.values(), ({ name }: { name: string }) => name === "Launch"),
  },
  add_usergroup_members: {
    path: "/usergroups.users.update",
    args: () => ({ usergroup: "@oncall", users: ["U0HARBOR04"] }),
    done: () => count(group("oncall"), (id: string) => id === "U0HARBOR04"),
  },
  remove_usergroup_members: {
    path: "/usergroups.users.update",
    args: () => ({ usergroup: "@oncall", users: ["U0HARBOR02"], confirm: "@oncall" }),
    done: () => 1 - count(group("oncall"), (id: string) => id === "U0HARBOR02"),
  },
  update_my_profile: {
    path: "/users.profile.set",
    args: () => ({ status_text: "Away" }),
    done: () => Number(world().users.get("U0HARBOR01")?.status.text === "Away"),
  },
  upload_file: {
    path: "/files.completeUploadExternal",
    args: () => ({ name: "once.txt", content_text: "once", channel: "C0ENGPLAT1" }),
    done: () => count(world().files.values(), ({ name }: { name: string }) => name === "once.txt"),
  },
  schedule_message: {
    path: "/chat.scheduleMessage",
    args: () => ({ channel: "C0ENGPLAT1", text: "Later", at: "in 2 hours" }),
    done: () => world().scheduled.size,
  },
  cancel_scheduled: {
    path: "/reminders.delete",
    args: () => ({ ids: ["Rm0HARBOR1"], confirm: "Rm0HARBOR1" }),
    done: () => 1 - world().reminders.size,
  },
  run_workflow: {
    path: "/triggers",
    args: () => ({ workflow: "Request access", inputs: { system: "vpn", person: "me" } }),
    done: () => [...world().triggers.values()].flatMap(({ runs }) => runs).length,
  },
};

let doomedTs = "";
const doomed = () => doomedTs;

/** Everything that the rows find there. The first call of all is no measure of what is in time. */
async function prepare(): Promise<void> {
  await slack.call("get_me");
  control().reset();
  control().say("eng-platform", "mlind", "Mine", { reactions: new Map([["wave", ["U0HARBOR01"]]]) });
  doomedTs = control().say("eng-platform", "mlind", "Doomed").ts;
}

const tools = Object.values(connector.toolsets)
  .flatMap((toolset) => toolset.tools)
  .filter(({ access }) => access !== "read");

test("every writing tool is in the table", () => {
  expect(Object.keys(ROWS).toSorted()).toEqual(tools.map(({ name }) => name).toSorted());
});

/** Whether a second call with the same key may find the first one's work. */
const looks = ({ name }: { name: string }) => tools.some((tool) => tool.name === name && tool.recover !== undefined);
const isRepeatable = ({ name }: { name: string }) =>
  tools.some((tool) => tool.name === name && (tool.idempotent === true || tool.access === "delete"));

async function call(name: string): Promise<Called> {
  const key = isRepeatable({ name }) ? {} : { idempotency_key: `key-${name}` };
  return slack.call(name, { ...ROWS[name]?.args(), ...key });
}

const requests = (path: string) =>
  control()
    .requests()
    .filter((request) => request.path === path);

test("a 500 is not repeated; a second call does it, once", { timeout: 60_000 }, async () => {
  await prepare();
  for (const [name, { path, done }] of Object.entries(ROWS)) {
    const before = requests(path).length;
    control().fault({ path, effect: { status: 500 } });
    const failed = await call(name);
    expect(failed.code, `${name}: ${failed.text}`).toBe("upstream_unavailable");
    expect(requests(path).length - before, name).toBe(1);
    expect(done(), name).toBe(0);
    const again = await call(name);
    // Nobody can look whether a workflow has started: it is not started a second time.
    if (name === "run_workflow") expect(again.code, again.text).toBe("conflict");
    else expect(again.isError, `${name}: ${again.text}`).toBe(false);
    expect(done(), name).toBe(name === "run_workflow" ? 0 : 1);
  }
});

test.each([
  ["an answer that is lost", { cut: "after" } as const],
  ["an answer that never comes", { stall: true } as const],
])("%s leaves it done once, however often it is called", { timeout: 90_000 }, async (_name, effect) => {
  await prepare();
  for (const [name, { path, done }] of Object.entries(ROWS)) {
    // The time that a stall takes is spent on those that make something.
    if ("stall" in effect && isRepeatable({ name })) continue;
    control().fault({ path, effect });
    const lost = await call(name);
    if (lost.isError) expect(lost.code, `${name}: ${lost.text}`).toMatch(/^upstream_(timeout|unavailable)$/);
    else expect(lost.structured, name).toMatchObject({ reconciled: true });
    expect(done(), name).toBe(1);
    const again = await call(name);
    if (name === "run_workflow") expect(again.code, again.text).toBe("conflict");
    else expect(again.isError, `${name}: ${again.text}`).toBe(false);
    if (looks({ name })) expect(again.structured, name).toMatchObject({ reconciled: true });
    expect(done(), name).toBe(1);
  }
});

test("a limit says when to come back, and nothing is done or sent again", { timeout: 60_000 }, async () => {
  await prepare();
  for (const [name, { path, done }] of Object.entries(ROWS)) {
    const before = requests(path).length;
    control().fault({ path, effect: { retryAfterS: 30 } });
    const limited = await call(name);
    expect(limited.code, `${name}: ${limited.text}`).toBe("rate_limited");
    expect(limited.structured["retry_after_s"], name).toBeGreaterThan(0);
    expect(requests(path).length - before, name).toBeLessThanOrEqual(1);
    expect(done(), name).toBe(0);
  }
});

test("an app that may post where it cannot read says that nobody can look", async () => {
  await prepare();
  control().fault({ path: "/chat.postMessage", effect: { cut: "after" } });
  const args = { channel: "C0DESIGN01", text: "From the app", idempotency_key: "blind" };
  const send = () => slack.call("send_message", args, { as: "bot" });
  expect((await send()).code).toBe("upstream_timeout");
  const again = await send();
  expect(again, again.text).toMatchObject({ code: "conflict", text: expect.stringContaining("cannot be looked up") });
  expect(count(control().messages("design"), ({ text }: { text: string }) => text === "From the app")).toBe(1);
});
