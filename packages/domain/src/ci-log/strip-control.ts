// oxlint-disable no-control-regex -- control characters are what this file is about
const CONTROL = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/;
const OSC = /(?:\u001B\]|\u009D)[^\u0007\u001B\u009C]*(?:\u0007|\u001B\\|\u009C)?/g;
const STRING = /(?:\u001B[PX^_]|[\u0090\u0098\u009E\u009F])[^\u001B\u009C]*(?:\u001B\\|\u009C)?/g;
const CSI = /(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]?/g;
const SHORT = /\u001B[ -/]*[0-~]?/g;
const REST = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g;

/** Takes ECMA-48 control sequences (colours, cursor moves, OSC links and titles) and control characters out of `text`; a tab stays. */
export function stripControl(text: string): string {
  if (!CONTROL.test(text)) return text;
  return text.replace(OSC, "").replace(STRING, "").replace(CSI, "").replace(SHORT, "").replace(REST, "");
}
