import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";

const PATH = "/usr/bin/chromium";

/** Without the flags for background traffic it looks for hosts of its maker, which closed networks refuse. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** True where tests with a browser must be left out; never in CI, where a missing browser is a failure. */
export function browserIsMissing(): boolean {
  if (existsSync(PATH)) return false;
  if (process.env["CI"] === "true") throw new Error(`${PATH} is missing: install the package "chromium".`);
  process.stderr.write(`Tests with a browser are left out: ${PATH} is missing; install the package "chromium".\n`);
  return true;
}

/** Starts headless Chromium with a profile of its own. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: PATH, args: FLAGS });
}
