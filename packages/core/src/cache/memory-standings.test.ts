import { expect, test } from "vitest";
import { memoryStandings } from "./memory-standings.ts";
import type { Standing } from "./standing.ts";

test("a connection that was forgotten does not come back to what it had", () => {
  const standings = memoryStandings(Buffer.alloc(32, 1), { maxConnections: 10 });
  const of = (who: string) => standings.of(who) as Standing;
  const seen = new Set<string>();
  for (let round = 0; round < 5; round += 1) {
    seen.add(`${of("ada").partition} ${of("ada").written}`);
    void standings.wrote("ada");
    seen.add(`${of("ada").partition} ${of("ada").written}`);
    for (let other = 0; other < 11; other += 1) of(`other ${other}`);
  }
  expect(seen.size).toBe(10);
});
