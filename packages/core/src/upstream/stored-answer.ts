/** A stored 200 of one credential. */
export interface StoredAnswer {
  readonly status: 200;
  readonly statusText: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
  /** When the vendor last said that this is what it has. */
  readonly validatedAt: number;
  /** The word of the standing that it was read under. */
  readonly written: string;
  /** Its place in this process's order of reads. */
  readonly order: number;
  readonly bytes: number;
}

/** What headers weigh in memory. */
export function bytesOf(headers: Headers): number {
  let bytes = 200;
  for (const [name, value] of headers) bytes += name.length + value.length + 32;
  return bytes;
}
