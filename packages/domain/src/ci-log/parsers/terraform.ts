import { classify } from "../failure-class.ts";
import type { LogParser, Report } from "./parser.ts";

const ERROR = /^Error: (.+)$/;
const PLACE = /^\s*(?:with (\S+?),?$|on (\S+) line (\d+)(?:, in (.+?))?:?$)/;

/** Terraform and OpenTofu: `Error: …` diagnostics, boxed or plain, with the place in the configuration. */
export const terraform: LogParser = {
  name: "terraform",
  signature:
    /^(?:Initializing (?:the backend|provider plugins|modules)\b|Terraform (?:v\d|will perform|has been|used the selected)|OpenTofu |╷$|Plan: \d+ to add|Apply complete!)/,
  start() {
    let open: { name: string; message: string; file?: string; line?: number } | undefined;
    let age = 0;

    const close = (report: Report): void => {
      if (open === undefined) return;
      report.test(open);
      open = undefined;
    };

    return {
      read({ number, text: raw }, report) {
        const text = raw.replace(/^│ ?/, "");
        const error = ERROR.exec(text);
        if (error !== null) {
          close(report);
          const message = error[1] ?? "";
          open = { name: message, message };
          age = 0;
          const kind = classify(message);
          report.confirm(number, kind === "unknown" ? "config" : kind);
          return;
        }
        if (open === undefined) return;
        age += 1;
        const place = PLACE.exec(text);
        if (place !== null) {
          const [, address, file, line, block] = place;
          if (address !== undefined) open = { ...open, name: address };
          if (file !== undefined)
            open = {
              ...open,
              file,
              line: Number(line),
              name: open.name === open.message && block !== undefined ? block : open.name,
            };
        } else if (age > 8 || raw === "╵") {
          close(report);
        }
      },
      end: close,
    };
  },
};
