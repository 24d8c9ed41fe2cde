/**
 * A process that puts one record after the other into the files of its argument, each when a line comes in. It prints how each
 * went: `written` or the reason why not, and the milliseconds that took.
 */
import { createInterface } from "node:readline";
import { fileSink } from "../sinks/file-sink.ts";
import { createWriter } from "../writer.ts";
import { eventOf } from "./events.ts";

const RECORD = "x".repeat(4_000);

const [folder = "", maxBytes = ""] = process.argv.slice(2);
const writer = createWriter({
  sink: await fileSink({ folder, ...(maxBytes !== "" && { maxBytes: Number(maxBytes) }) }),
  logId: "main",
});
for await (const opId of createInterface({ input: process.stdin })) {
  const startedAt = performance.now();
  const told = await writer.append(eventOf({ opId, action: RECORD })).then(
    () => "written",
    (error: unknown) => (error as { code: string }).code,
  );
  process.stdout.write(`${told} ${Math.ceil(performance.now() - startedAt)}\n`);
}
await writer.close();
