import { expect, test } from "vitest";
import { memoryStore } from "./memory-store.ts";
import { storeContract } from "./testing/store-contract.ts";

storeContract("memory", (now) => memoryStore({ now }));

test("a record without a name is refused", async () => {
  await expect(memoryStore().set("", 1, Infinity)).rejects.toThrow(TypeError);
});
