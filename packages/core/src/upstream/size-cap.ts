import { UpstreamError } from "./upstream-error.ts";

/** Adds up the bytes of one answer. @throws UpstreamError too_large from the byte on that is one too many */
export function createSizeCap(maxBytes: number, host: string): { add(bytes: number): void } {
  let total = 0;
  return {
    add(bytes) {
      total += bytes;
      if (total > maxBytes) throw new UpstreamError("too_large", { sent: true, host });
    },
  };
}
