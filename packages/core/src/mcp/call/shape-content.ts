import { CHARACTERS_PER_TOKEN, type Content, type ContentBlock } from "../../connector/index.ts";
import { cleanText } from "../render/clean-text.ts";
import type { Call, FinalReply } from "./call.ts";

/** Room for the line that says what was cut. */
const NOTE = 60;

/** Ready blocks as a client may get them: their words cleaned and, together, within the budget. Pictures are no words. */
export function shapeContent(call: Call, { blocks }: Content): FinalReply {
  const clean = blocks.map(cleanBlock);
  const structured = call.entry.published.outputSchema !== undefined;
  return { kind: "content", blocks: fitTexts(clean, call.budget * CHARACTERS_PER_TOKEN), structured };
}

function fitTexts(blocks: readonly ContentBlock[], most: number): readonly ContentBlock[] {
  const texts = blocks.filter(({ type }) => type === "text").length;
  let room = most - NOTE;
  let cut = 0;
  const fitting = blocks.flatMap((block): ContentBlock[] => {
    if (block.type !== "text") return [block];
    const text = block.text.slice(0, Math.max(0, room)).replace(/[\uD800-\uDBFF]$/, "");
    if (text.length < block.text.length) cut += 1;
    room -= block.text.length;
    return text === "" ? [] : [{ ...block, text }];
  });
  return cut === 0 ? blocks : [...fitting, { type: "text", text: `[cut to fit: ${cut} of ${texts} texts]` }];
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
