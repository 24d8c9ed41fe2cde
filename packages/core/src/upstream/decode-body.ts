import { promisify } from "node:util";
import {
  brotliDecompress,
  brotliDecompressSync,
  createBrotliDecompress,
  createGunzip,
  gunzip,
  gunzipSync,
} from "node:zlib";
import { errorCode } from "./error-code.ts";
import { UpstreamError } from "./upstream-error.ts";

/** What requests ask for, and so what answers are decoded from. */
export const acceptEncoding = "gzip, br";

type Coding = "gzip" | "br";

/** The coding of a body that has to be decoded; an unasked-for one is left to the caller, with its header. */
export function contentCoding(headers: Headers): Coding | undefined {
  const value = headers.get("content-encoding")?.trim().toLowerCase();
  if (value === "gzip" || value === "x-gzip") return "gzip";
  return value === "br" ? "br" : undefined;
}

/** Below this a thread hop costs more than the work. */
const inlineBytes = 32 * 1024;

const decoders = {
  gzip: { now: gunzipSync, later: promisify(gunzip), stream: createGunzip },
  br: { now: brotliDecompressSync, later: promisify(brotliDecompress), stream: createBrotliDecompress },
};

/** @throws UpstreamError too_large for more than `maxBytes` decoded (a bomb), unavailable for a broken body */
export async function decodeBody(
  body: Uint8Array,
  coding: Coding,
  maxBytes: number,
  host: string,
): Promise<Uint8Array> {
  const decoder = decoders[coding];
  const options = { maxOutputLength: maxBytes };
  try {
    return body.byteLength <= inlineBytes ? decoder.now(body, options) : await decoder.later(body, options);
  } catch (error) {
    const tooLarge = error instanceof RangeError || errorCode(error) === "ERR_BUFFER_TOO_LARGE";
    throw new UpstreamError(tooLarge ? "too_large" : "unavailable", { sent: true, host, cause: error });
  }
}

export const createDecoder = (coding: Coding) => decoders[coding].stream();
