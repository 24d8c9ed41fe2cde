import { pullBranches } from "../branches.ts";
import { seededRandom } from "../random.ts";
import type { SeedFile } from "../write-history.ts";
import { lockfile } from "./lockfile.ts";
import type { SeedBranch } from "./pull-branches.ts";
import { packageJson } from "./root-files.ts";
import { config } from "./server-files.ts";
import { png } from "./special-files.ts";

/** What pull request 33 changes in all, lockfile included. */
export const SNAPSHOT_FILES = 410;

function snapshot(index: number): string {
  const random = seededRandom(index);
  const rows = Array.from({ length: 6 + (index % 5) }, (_, row) => {
    const cents = 100 + Math.floor(random() * 20_000);
    return `  { sku: "SKU-${String(index * 10 + row).padStart(5, "0")}", net: ${cents}, gross: ${Math.round(cents * 1.19)} },`;
  });
  return `// Made by scripts/snapshots.ts\nexports[\`prices of page ${index}\`] = [\n${rows.join("\n")}\n];\n`;
}

/** Too long for GitHub to show: its diff comes without a patch. */
function hugeCatalog(): string {
  const random = seededRandom(33);
  const rows = Array.from(
    { length: 20_400 },
    (_, row) => `${JSON.stringify({ sku: `SKU-${row}`, cents: Math.floor(random() * 90_000) })}\n`,
  );
  return rows.join("");
}

/** Besides the snapshots: one of each kind of change that a diff can hold. */
const others: Readonly<Record<string, SeedFile>> = {
  "package-lock.json": lockfile("4.8.1", 1),
  "package.json": packageJson("4.8.1").replace('"vite": "^7.3.1"', '"vite": "^7.4.0"'),
  "scripts/snapshots.ts":
    'import { writeFile } from "node:fs/promises";\n\nawait writeFile("fixtures/catalog.jsonl", "");\n',
  "scripts/import-catalog.ts": { mode: "100755", content: 'process.stdout.write("see scripts/snapshots.ts\\n");\n' },
  "fixtures/catalog.jsonl": hugeCatalog(),
  "assets/logo.png": png(32, 140),
  "src/config.ts": config("10_000"),
  "README.md": "# Storefront\n\nThe shop at harbor.example. Price snapshots: `npx vitest -u`.\n",
  "e2e/checkout.spec.ts": null,
  "e2e/pay.spec.ts": 'import { test } from "@playwright/test";\n\ntest.skip("pays with card", async () => {});\n',
};

function snapshots(): Record<string, SeedFile> {
  const count = SNAPSHOT_FILES - Object.keys(others).length;
  const files: Record<string, SeedFile> = {};
  for (let index = 1; index <= count; index++) {
    files[`src/catalog/__snapshots__/prices-${String(index).padStart(3, "0")}.snap`] = snapshot(index);
  }
  return files;
}

/** The branch of pull request 33: 410 files, a lockfile among them. */
export const snapshotBranch: SeedBranch = {
  name: pullBranches[33].branch,
  steps: [
    { author: "trenn", ageDays: 1.9, message: "Price snapshots for every page", files: snapshots() },
    { author: "trenn", ageDays: 1.8, message: "Update dependencies, tidy up what used them", files: others },
  ],
};
