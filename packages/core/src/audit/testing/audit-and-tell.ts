/** A process of eight callers on the audit log in the folder of its argument. Each prints what the log has acknowledged. */
import { randomUUID } from "node:crypto";
import { eventOf } from "./events.ts";
import { openAuditAt } from "./open-at.ts";

const CALLERS = 8;
const [folder = "", sink = ""] = process.argv.slice(2);
const { log } = await openAuditAt(folder, sink, process.env);

async function begin() {
  const event = eventOf({ opId: randomUUID(), effect: "write" });
  await log.intend({ ...event, phase: "intent", result: undefined });
  process.stdout.write(`intent ${event.opId}\n`);
  return event;
}

async function call(): Promise<never> {
  for (;;) {
    const event = await begin();
    // The write itself.
    await new Promise(setImmediate);
    await log.settle(event);
    process.stdout.write(`outcome ${event.opId}\n`);
    await log.note(eventOf());
  }
}

// A write whose vendor has not answered by then.
await begin();
await Promise.all(Array.from({ length: CALLERS }, call));
