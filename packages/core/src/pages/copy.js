// Shows the buttons that copy, which do nothing without this.
for (const button of document.querySelectorAll("button[data-copy]")) {
  const source = document.getElementById(button.dataset.copy);
  const said = button.querySelector("[role=status]");
  const name = button.querySelector("[data-name]");
  if (source === null || said === null || name === null) continue;
  const before = name.textContent;
  button.hidden = false;
  const tell = (copied) => {
    said.textContent = copied ? "Copied" : "Selected: copy it with your keyboard";
    name.textContent = said.textContent;
    setTimeout(() => {
      said.textContent = "";
      name.textContent = before;
    }, 2500);
  };
  button.addEventListener("click", () => void copy(source).then(tell));
}

/** Without https there is no clipboard for pages: the text is selected, and the older way tried. */
async function copy(source) {
  try {
    await navigator.clipboard.writeText(source.textContent);
    return true;
  } catch {
    const range = document.createRange();
    range.selectNodeContents(source);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return document.execCommand("copy");
  }
}
