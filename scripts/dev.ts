import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** `pnpm dev <connector>`: serves it from source and starts anew on every change. */
const apps = fileURLToPath(new URL("../apps/", import.meta.url));
const name = process.argv[2] ?? "";
/** It serves what a test suite asks for, nothing of a vendor. */
const FIXTURE = "conformance-fixture";
const main = `${apps}${name}/src/main.ts`;

if (!/^[a-z0-9-]+$/.test(name) || !existsSync(main)) {
  const known = readdirSync(apps).filter((app) => app !== FIXTURE && existsSync(`${apps}${app}/src/main.ts`));
  process.stderr.write(`Usage: pnpm dev <connector>\nThere are: ${known.join(", ")} (hub is all of them)\n`);
  process.exit(2);
}
const child = spawn(process.execPath, ["--watch", main], { stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
child.on("exit", (code) => process.exit(code ?? 0));
