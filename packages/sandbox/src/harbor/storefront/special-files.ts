import { createHash } from "node:crypto";
import { deflateSync } from "node:zlib";

import type { SeedFiles } from "../write-history.ts";

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

/** CRC of the PNG specification, annex D. */
function crc32(data: Buffer): number {
  let crc = 0xffff_ffff;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb8_8320 : crc >>> 1;
  }
  return (crc ^ 0xffff_ffff) >>> 0;
}

/** A square PNG in shades of blue. */
export function png(size: number, shade: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc(size * (1 + size * 3));
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++)
      rows.set([(x * y) % 64, (shade + x) % 256, (160 + y * 3) % 256], y * (1 + size * 3) + 1 + x * 3);
  }
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** What git keeps in place of a file under Git LFS. */
function lfsPointer(name: string, size: number): string {
  const oid = createHash("sha256").update(name).digest("hex");
  return `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${size}\n`;
}

const releaseScript = `#!/usr/bin/env bash
set -euo pipefail

version="\${1:?usage: scripts/release.sh VERSION}"
npm version "$version" --no-git-tag-version
node scripts/import-catalog.ts --check
git add package.json package-lock.json CHANGELOG.md
git commit -m "Release $version"
git tag -a "v$version" -m "Storefront $version"
git push --follow-tags
`;

const importCatalog = `import { readFile } from "node:fs/promises";
import { parseCents } from "../src/money.ts";

const check = process.argv.includes("--check");
const text = await readFile("fixtures/prices.csv", "utf8");
const rows = text.split(/\\r?\\n/).slice(1).filter((row) => row !== "");

for (const [index, row] of rows.entries()) {
  const [sku, name, price] = row.split(";");
  if (!sku || !name || parseCents(price ?? "") === undefined) {
    throw new Error("fixtures/prices.csv:" + String(index + 2) + ": " + row);
  }
}

process.stdout.write(String(rows.length) + (check ? " rows are fine" : " rows imported") + "\\n");
`;

/** Comes from a spreadsheet, so its lines end in CR LF. */
const prices = [
  "sku;name;price",
  "MUG-01;Kaffeebecher Möwe;12,50",
  "MUG-02;Kaffeebecher Anker;12,50",
  "PIL-14;Kissenbezug grün;24,00",
  "STICKER-03;Aufkleber Leuchtturm;3,33",
  "",
].join("\r\n");

/** The commit of the theme repository that the submodule names. */
const themeCommit = createHash("sha1").update("harbor theme").digest("hex");

/** One of each kind that tools stumble over: binary, LFS pointer, symlink, executable, CRLF, submodule. */
export const specialFiles: SeedFiles = {
  "assets/logo.png": png(32, 90),
  "assets/harbour.mp4": lfsPointer("harbour.mp4", 48_213_904),
  "docs/start.md": { mode: "120000", content: "../README.md" },
  "scripts/release.sh": { mode: "100755", content: releaseScript },
  "scripts/import-catalog.ts": importCatalog,
  "fixtures/prices.csv": prices,
  ".gitmodules": '[submodule "vendor/theme"]\n\tpath = vendor/theme\n\turl = https://github.com/harbor/theme.git\n',
  "vendor/theme": { submodule: themeCommit },
};
