/** One number that the process measures. */
export interface MetricRow {
  name: string;
  labels: string;
  value: string;
}

const LINE = /^([a-z_:][\w:]*)(?:\{(.*)\})? (\S+)$/i;

/** The numbers of some families in Prometheus' text format. @param wanted the beginnings of their names */
export function metricRows(text: string, wanted: readonly string[]): MetricRow[] {
  return text.split("\n").flatMap((line) => {
    const [, name = "", labels = "", value = ""] = LINE.exec(line) ?? [];
    const shown = wanted.some((each) => name.startsWith(each)) && !name.endsWith("_bucket");
    return shown ? [{ name, labels: labels.replaceAll('"', "").replaceAll(",", ", "), value }] : [];
  });
}
