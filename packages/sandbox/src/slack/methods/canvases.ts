import { method, need, Refusal, type Call } from "../http/method.ts";
import type { SlackFile } from "../state/file.ts";
import { visibleFiles } from "./files.ts";

/** Reading canvases. */
export const canvases = [
  method("canvases.getContent", (call) => {
    need(call, "canvases:read");
    return { content: canvasOf(call).markdown ?? "" };
  }),
  method("canvases.sections.lookup", (call) => {
    need(call, "canvases:read");
    const canvas = canvasOf(call);
    const { section_types: types, contains_text: text } = call.args.json("criteria") as {
      section_types?: string[];
      contains_text?: string;
    };
    const lines = (canvas.markdown ?? "").split("\n").filter((line) => line.trim() !== "");
    const found = lines.filter(
      (line) =>
        (types === undefined || /^#{1,3} /.test(line)) &&
        (text === undefined || line.toLowerCase().includes(text.toLowerCase())),
    );
    return { sections: found.map((line) => ({ id: sectionId(line) })) };
  }),
];

function canvasOf(call: Call): SlackFile {
  const canvas = call.world.files.get(call.args.required("canvas_id", "canvas_not_found"));
  if (canvas?.mode !== "canvas" || !visibleFiles(call).includes(canvas)) throw new Refusal("canvas_not_found");
  return canvas;
}

/** Stable for one line of text. */
function sectionId(line: string): string {
  let hash = 7;
  for (const letter of line) hash = (Math.imul(hash, 31) + (letter.codePointAt(0) ?? 0)) >>> 0;
  return `temp:C:${hash.toString(16).padStart(8, "0")}`;
}
