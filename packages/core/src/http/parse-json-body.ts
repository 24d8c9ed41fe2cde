import { isUtf8 } from "node:buffer";
import { BodyError } from "./body-error.ts";
import { RPC_CODE } from "./rpc-error.ts";

const MAX_DEPTH = 64;

/**
 * Parses the bytes of one JSON-RPC object. `__proto__` keys are dropped wherever they stand, so that no later copy of
 * an object can change its prototype.
 *
 * @throws BodyError 400
 */
export function parseJsonBody(bytes: Buffer): object {
  if (!isUtf8(bytes)) throw new BodyError(400, RPC_CODE.parse, "The request body is not valid UTF-8.");
  const text = bytes.toString("utf8");
  if (isDeeperThan(text, MAX_DEPTH)) {
    throw new BodyError(400, RPC_CODE.invalidRequest, `The request body is nested deeper than ${MAX_DEPTH} levels.`);
  }
  const value = parse(text);
  if (Array.isArray(value))
    throw new BodyError(400, RPC_CODE.invalidRequest, "Batches are not supported: send one message.");
  if (typeof value !== "object" || value === null) {
    throw new BodyError(400, RPC_CODE.invalidRequest, "The request body must be one JSON-RPC object.");
  }
  return value;
}

function parse(text: string): unknown {
  // Any letter of the name may be written as an escape, hence the second test; ordinary bodies pass both.
  const maySpellProto = text.includes("__proto__") || text.includes("\\u");
  try {
    return maySpellProto ? JSON.parse(text, withoutProto) : JSON.parse(text);
  } catch {
    throw new BodyError(400, RPC_CODE.parse, "The request body is not valid JSON.");
  }
}

function withoutProto(key: string, value: unknown): unknown {
  return key === "__proto__" ? undefined : value;
}

/** Looked at before parsing: a megabyte of brackets becomes a million objects. */
function isDeeperThan(text: string, limit: number): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) quoted = !quoted;
    else if (quoted) at += code === BACKSLASH ? 1 : 0;
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      depth += 1;
      if (depth > limit) return true;
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth -= 1;
  }
  return false;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
