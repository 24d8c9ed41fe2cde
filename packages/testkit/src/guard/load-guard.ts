import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { ApiDocument } from "./document.ts";
import { createGuard, type Description, describeApi, type Guard, type GuardOptions } from "./guard.ts";
import { type Vendor, vendors } from "./vendors.ts";

const descriptions = new Map<string, Promise<Description>>();
const told = new Set<string>();

/**
 * A guard over the vendor's own API description, read from VENDOR_OPENAPI_DIR or from `shared/openapi` beside the
 * repository. Undefined where the description is absent: say so and skip (`guardOrSkip` does). Throws when it is damaged.
 */
export async function loadGuard(vendor: Vendor, options?: GuardOptions): Promise<Guard | undefined> {
  const file = descriptionFile(vendor);
  if (!existsSync(file)) return undefined;
  let description = descriptions.get(file);
  if (!description) {
    description = readDescription(file, vendor);
    descriptions.set(file, description);
  }
  return createGuard(await description, options);
}

/**
 * The guard for whole files of tests: undefined, and said so, where the description is absent. Throws under CI=true.
 *
 * @param title The vendor's name.
 */
export async function guardOrSay(vendor: Vendor, title: string, options?: GuardOptions): Promise<Guard | undefined> {
  const guard = await loadGuard(vendor, options);
  if (guard !== undefined) return guard;
  const reason = `${title}'s API description is absent: set VENDOR_OPENAPI_DIR to the folder that has ${vendor}.json.gz.`;
  if (process.env["CI"] === "true") throw new Error(reason);
  process.stderr.write(`The guard is off. ${reason}\n`);
  return undefined;
}

/** What a test's context has: vitest's ends the test. */
interface Skippable {
  readonly skip: (note?: string) => never;
}

/** The guard, or the test skipped with the reason. Throws under CI=true: there a missing judge is a failure. */
export async function guardOrSkip(test: Skippable, vendor: Vendor, options?: GuardOptions): Promise<Guard> {
  const guard = await loadGuard(vendor, options);
  if (guard) return guard;
  const reason = `No API description at ${descriptionFile(vendor)}: set VENDOR_OPENAPI_DIR to the folder that has it.`;
  if (process.env["CI"] === "true") throw new Error(reason);
  // Reporters keep a skip's note to themselves.
  if (!told.has(reason)) process.stderr.write(`${reason}\n`);
  told.add(reason);
  return test.skip(reason);
}

function descriptionFile(vendor: Vendor): string {
  const folder = process.env["VENDOR_OPENAPI_DIR"] ?? join(repositoryRoot(), "..", "shared", "openapi");
  return join(folder, `${vendor}.json.gz`);
}

function repositoryRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, "pnpm-workspace.yaml"))) {
    if (folder === dirname(folder)) throw new Error("The guard is outside a pnpm workspace: set VENDOR_OPENAPI_DIR.");
    folder = dirname(folder);
  }
  return folder;
}

async function readDescription(file: string, vendor: Vendor): Promise<Description> {
  const text = await promisify(gunzip)(await readFile(file));
  const document: ApiDocument = JSON.parse(text.toString("utf8"));
  return describeApi(document, vendors[vendor]);
}
