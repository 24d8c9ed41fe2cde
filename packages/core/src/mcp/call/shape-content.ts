import { CHARACTERS_PER_TOKEN, type Content, type ContentBlock } from "../../connector/index.ts";
import { cleanText } from "../render/clean-text.ts";
import type { Call, FinalReply } from "./call.ts";

/** Ready blocks as a client may get them: their words cleaned and, together, within the budget. Pictures are no words. */
export function shapeContent(call: Call, { blocks }: Content): FinalReply {
  let room = call.budget * CHARACTERS_PER_TOKEN;
  const shaped = blocks.map((block) => {
    const clean = cleanBlock(block);
    if (clean.type !== "text") return clean;
    const text = cutText(clean.text, room);
    room = Math.max(0, room - text.length);
    return { ...clean, text };
  });
  return { kind: "content", blocks: shaped, structured: call.entry.published.outputSchema !== undefined };
}

/** Takes what people cannot see out of a block's words; its bytes stay as they are. */
export function cleanBlock(block: ContentBlock): ContentBlock {
  switch (block.type) {
    case "image":
    case "audio":
      return block;
    case "text":
    case "resource_link":
      return cleanText(block);
    case "resource":
      return "blob" in block.resource ? block : cleanText(block);
  }
}

function cutText(text: string, room: number): string {
  if (text.length <= room) return text;
  const note = `\n[cut: ${text.length} characters in all]`;
  return `${text.slice(0, Math.max(0, room - note.length)).replace(/[\uD800-\uDBFF]$/, "")}${note}`;
}
