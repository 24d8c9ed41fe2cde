/** Those that canvases use. Others stay as they are written. */
const NAMED = new Map(
  Object.entries({
    amp: "&",
    lt: "<",
    gt: ">",
    quot: '"',
    apos: "'",
    nbsp: " ",
    shy: "",
    ndash: "–",
    mdash: "—",
    hellip: "…",
    bull: "•",
    lsquo: "‘",
    rsquo: "’",
    ldquo: "“",
    rdquo: "”",
    copy: "©",
    reg: "®",
    trade: "™",
    euro: "€",
  }),
);

const LAST_CODE_POINT = 0x10ffff;

/** Character references as what they stand for, once: `&amp;lt;` is `&lt;`. */
export function decodeEntities(text: string): string {
  return text.replaceAll(/&(?:#x([0-9a-f]{1,8})|#(\d{1,8})|([a-z]{2,8}));/gi, (whole: string, hex, decimal, name) => {
    if (typeof name === "string") return NAMED.get(name) ?? whole;
    const code = typeof hex === "string" ? Number.parseInt(hex, 16) : Number(decimal);
    return isCharacter(code) ? String.fromCodePoint(code) : "\ufffd";
  });
}

/** Neither beyond Unicode, nor half of a pair, nor a control character that no text has. */
function isCharacter(code: number): boolean {
  if (code > LAST_CODE_POINT || (code >= 0xd800 && code <= 0xdfff)) return false;
  return code >= 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
}
