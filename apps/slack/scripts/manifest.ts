import { parseArgs } from "node:util";
import { slackManifest } from "../src/manifest.ts";

const flag = { type: "boolean", default: false } as const;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { bot: flag, events: flag, org: flag, rotation: flag },
});
try {
  const manifest = slackManifest({ publicUrl: positionals[0] ?? "", ...values });
  process.stdout.write(`${JSON.stringify(manifest, null, 2)}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
