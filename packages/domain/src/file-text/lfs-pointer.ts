import { createHash } from "node:crypto";

const POINTER = /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n(?:[a-z0-9.-]+ .*\n)*?size (\d+)\n/;

/** The size in bytes of what a Git LFS pointer stands for; undefined for any other text. */
export function lfsSize(text: string): number | undefined {
  // The specification keeps pointers below 1,024 bytes.
  const size = text.length < 1024 ? POINTER.exec(text)?.[1] : undefined;
  return size === undefined ? undefined : Number(size);
}

/** What stands in git in place of bytes that Git LFS keeps (git-lfs specification, "The Pointer"). */
export function lfsPointer(bytes: Uint8Array): string {
  const digest = createHash("sha256").update(bytes).digest("hex");
  return `version https://git-lfs.github.com/spec/v1\noid sha256:${digest}\nsize ${bytes.length}\n`;
}
