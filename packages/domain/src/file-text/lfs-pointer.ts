const POINTER = /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n(?:[a-z0-9.-]+ .*\n)*?size (\d+)\n/;

/** The size in bytes of what a Git LFS pointer stands for; undefined for any other text. */
export function lfsSize(text: string): number | undefined {
  // The specification keeps pointers below 1,024 bytes.
  const size = text.length < 1024 ? POINTER.exec(text)?.[1] : undefined;
  return size === undefined ? undefined : Number(size);
}
