import { bytesOf, type StoredAnswer } from "./stored-answer.ts";

const HEAD_LENGTH_BYTES = 4;

interface Head {
  statusText: string;
  headers: [string, string][];
  /** How old the vendor's word was when this was written. */
  ageMs: number;
  written: string;
}

/** An answer as bytes: the length of a head in JSON, the head, the body as it is. */
export function encodeAnswer(answer: StoredAnswer, now: number): Uint8Array {
  const { statusText, headers, validatedAt, written, body } = answer;
  const facts: Head = { statusText, headers: [...headers], ageMs: Math.max(0, now - validatedAt), written };
  const head = Buffer.from(JSON.stringify(facts));
  const length = Buffer.alloc(HEAD_LENGTH_BYTES);
  length.writeUInt32BE(head.byteLength);
  return Buffer.concat([length, head, body]);
}

/** @param writtenAt when `encodeAnswer` made the bytes, by our clock */
export function decodeAnswer(bytes: Buffer, writtenAt: number): StoredAnswer | undefined {
  try {
    const end = HEAD_LENGTH_BYTES + bytes.readUInt32BE(0);
    const facts = JSON.parse(bytes.subarray(HEAD_LENGTH_BYTES, end).toString()) as Head;
    const headers = new Headers(facts.headers);
    const body = new Uint8Array(bytes.subarray(end));
    return {
      status: 200,
      statusText: facts.statusText,
      headers,
      body,
      validatedAt: writtenAt - facts.ageMs,
      written: facts.written,
      order: 0,
      bytes: body.byteLength + bytesOf(headers),
    };
  } catch {
    return undefined;
  }
}
