import { startSlack, type LoggedRequest, type SlackStandIn } from "@fairlead/sandbox/slack";
import {
  callAny,
  connectClient,
  startConnector,
  type Called,
  type RunningConnector,
  type TestClient,
} from "@fairlead/testkit";
import { guardOrSay, type Guard } from "@fairlead/testkit/guard";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { slack } from "../src/connector.ts";
import { isRead } from "../src/client/request/reads.ts";
import { guardExceptions } from "./guard-exceptions.ts";
import { isUndescribed, undescribedFindings } from "./undescribed-methods.ts";

export type Person = keyof SlackStandIn["tokens"];

export interface SlackUnderTest {
  readonly standIn: SlackStandIn;
  /** Calls a tool as a client does: over HTTP, through every stage, signed in as a person of the stand-in. */
  call(name: string, args?: Record<string, unknown>, options?: { as?: Person }): Promise<Called>;
  /** Methods that reached the stand-in, who-am-I aside. */
  sent(): string[];
  /** Requests that changed something. */
  writes(): LoggedRequest[];
  connect(as?: Person): Promise<TestClient>;
  /** What the connector has logged for that person. */
  log(as?: Person): string;
}

/**
 * A stand-in for the tests of one file, seeded anew before each of them, and the connector on top of it. Every request and
 * answer between the two is held to Slack's own API description, GET and POST alike.
 */
export function useSlack(env: Record<string, string> = {}): SlackUnderTest {
  const people = new Map<Person, { running: RunningConnector; client: TestClient }>();
  const undescribed: string[] = [];
  let standIn: SlackStandIn | undefined;
  let guard: Guard | undefined;
  const world = (): SlackStandIn => {
    if (standIn === undefined) throw new Error("the stand-in runs inside tests only");
    return standIn;
  };

  beforeAll(async () => {
    guard = await guardOrSay("slack", "Slack", { ignore: isUndescribed, exceptions: guardExceptions });
    standIn = await startSlack({
      onExchange: (exchange) => {
        if (exchange.faulted) return;
        guard?.check(exchange);
        undescribed.push(...undescribedFindings(exchange));
      },
    });
  });
  beforeEach(() => world().control.reset());
  // A reset changes the past: what the connector remembers of it would be wrong.
  afterEach(async () => {
    for (const { running, client } of people.values()) {
      await client.close();
      await running.close();
    }
    people.clear();
  });
  afterAll(async () => {
    await standIn?.close();
    expect(undescribed).toEqual([]);
    guard?.assertClean();
  });

  const open = async (person: Person) => {
    const known = people.get(person);
    if (known !== undefined) return known;
    const running = await startConnector(slack, { ...world().env(person), ...env });
    const client = await connectClient(`${running.mcpUrl}/lazy`, "2026-07-28");
    const made = { running, client };
    people.set(person, made);
    return made;
  };
  const requests = () => world().control.requests();
  return {
    get standIn() {
      return world();
    },
    sent: () =>
      requests()
        .map(({ path }) => path.slice(1))
        .filter((method) => method !== "auth.test"),
    writes: () => requests().filter(isWrite),
    connect: async (as = "mlind") => (await open(as)).client,
    log: (as = "mlind") => people.get(as)?.running.log.join("\n") ?? "",
    async call(name, args = {}, { as = "mlind" } = {}) {
      return callAny((await open(as)).client, name, args);
    },
  };
}

export function isWrite({ method, path }: LoggedRequest): boolean {
  return method === "POST" && !isRead(path.slice(1));
}
