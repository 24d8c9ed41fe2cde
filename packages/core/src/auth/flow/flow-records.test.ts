import { randomBytes } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { memoryStore, type Store } from "../../store/index.ts";
import {
  createFlowRecords,
  FLOW_MS,
  newSecret,
  type Arrival,
  type Departure,
  type FlowRecords,
} from "./flow-records.ts";

const keys = [randomBytes(32)];
const departure: Departure = {
  purpose: { kind: "interaction", uid: "interaction-one" },
  clientId: "client",
  clientRedirectUri: "http://127.0.0.1/",
  verifier: "the-verifier-of-pkce",
};
const arrival: Arrival = {
  kind: "grant",
  grant: {
    kind: "oauth",
    identity: { subject: "toy:host:1", login: "one", host: "host", kind: "oauth" },
    secret: { access: "vendor-token" },
  },
};

let now: number;
let written: string[];
let store: Store;
let records: FlowRecords;
beforeEach(() => {
  now = 0;
  written = [];
  const memory = memoryStore({ now: () => now });
  store = { ...memory, set: async (...args) => (written.push(JSON.stringify(args)), memory.set(...args)) };
  records = createFlowRecords(store, keys);
});

describe("who leaves for the vendor", () => {
  const [state, browser] = [newSecret(), newSecret()];
  beforeEach(() => records.depart(state, browser, departure));

  test("comes back once, with the browser that left", async () => {
    expect(await records.return(state, browser)).toEqual(departure);
    expect(await records.return(state, browser)).toBe("unknown");
  });

  test("of many at once, once", async () => {
    const all = await Promise.all(Array.from({ length: 6 }, () => records.return(state, browser)));
    expect(all.filter((each) => each !== "unknown")).toEqual([departure]);
  });

  test.each([undefined, "", newSecret()])("is a stranger with %j, who uses nothing up", async (other) => {
    expect(await records.return(state, other)).toBe("foreign");
    expect(await records.return(state, browser)).toEqual(departure);
  });

  test("has ten minutes", async () => {
    now += FLOW_MS;
    expect(await records.return(state, browser)).toBe("unknown");
  });

  test("leaves nothing to read behind", () => {
    for (const secret of [state, browser, "the-verifier", "interaction-one", "client"]) {
      expect(written.join("\n")).not.toContain(secret);
    }
  });
});

describe("what the vendor has answered", () => {
  test("is taken once, and is not to be read in between", async () => {
    await records.arrive("interaction-one", arrival);
    expect(written.join("\n")).not.toMatch(/vendor-token|interaction-one|toy:host/);
    const all = await Promise.all([records.takeArrival("interaction-one"), records.takeArrival("interaction-one")]);
    expect(all.filter((each) => each !== undefined)).toEqual([arrival]);
  });

  test("belongs to one interaction: a row that is moved to another does not open", async () => {
    await records.arrive("one", arrival);
    await records.arrive("two", { kind: "problem", error: "access_denied", message: "no" });
    const [one, two] = written.map((line) => JSON.parse(line) as [string, string, number]);
    await store.set(two?.[0] ?? "", one?.[1], 1000);
    expect(await records.takeArrival("two")).toBeUndefined();
  });
});
