export { localTime } from "./local-time.ts";
export { parseMoment } from "./parse-moment.ts";
export { parseWindow, type TimeWindow } from "./parse-window.ts";
