const STYLE = `
  :root { color-scheme: light dark; background: light-dark(#f4f5f7, #15181c); color: light-dark(#1c1e21, #e8e9eb); }
  body { font: 1rem/1.5 system-ui, sans-serif; margin: 2.75rem auto; max-width: 38rem; padding: 0 1rem; }
  main {
    background: light-dark(#fff, #1e2125);
    border: 1px solid light-dark(#d6d9dd, #3b4046);
    border-radius: 12px;
    padding: 2rem clamp(1.25rem, 6vw, 2.25rem);
  }
  h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 0.75rem; }
  p { margin: 0; }
`;

/** Where the demo's own client ends. */
export function resultPage(title: string, text: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="icon" href="data:," />
    <title>${escaped(title)}</title>
    <style>${STYLE}</style>
  </head>
  <body>
    <main>
      <h1>${escaped(title)}</h1>
      <p>${escaped(text)}</p>
    </main>
  </body>
</html>
`;
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
