import type { SeedFiles } from "../write-history.ts";

const product = `import type { Cents } from "../money.ts";

export interface Product {
  readonly sku: string;
  readonly name: string;
  readonly categoryId: string;
  readonly unitCents: Cents;
  /** Pieces in the warehouse; never negative. */
  readonly stock: number;
  readonly imageIds: readonly string[];
}

export function isAvailable(product: Product, quantity = 1): boolean {
  return product.stock >= quantity;
}
`;

const category = `export interface Category {
  readonly id: string;
  readonly name: string;
  readonly parentId: string | null;
}

/** Names from the root down: "Kitchen > Mugs". */
export function breadcrumb(categories: ReadonlyMap<string, Category>, id: string): string[] {
  const names: string[] = [];
  for (let at = categories.get(id); at; at = at.parentId === null ? undefined : categories.get(at.parentId)) {
    names.unshift(at.name);
  }
  return names;
}
`;

const search = `import { foldAccents } from "./fold-accents.ts";
import type { Product } from "./product.ts";

export interface SearchHit {
  readonly product: Product;
  readonly score: number;
}

const words = (text: string): string[] => foldAccents(text.toLowerCase()).split(/[^a-z0-9]+/).filter((word) => word !== "");

/** Products that have every word of the query in their name, best first. */
export function searchProducts(products: readonly Product[], query: string, limit = 24): SearchHit[] {
  const wanted = words(query);
  if (wanted.length === 0) return [];
  return products
    .map((product) => ({ product, score: score(words(product.name), wanted) }))
    .filter((hit) => hit.score > 0)
    .sort((a, b) => b.score - a.score || a.product.name.localeCompare(b.product.name))
    .slice(0, limit);
}

function score(name: readonly string[], wanted: readonly string[]): number {
  let sum = 0;
  for (const word of wanted) {
    if (name.includes(word)) sum += 2;
    else if (name.some((part) => part.startsWith(word))) sum += 1;
    else return 0;
  }
  return sum;
}
`;

const searchTest = `import { expect, test } from "vitest";
import type { Product } from "./product.ts";
import { searchProducts } from "./search.ts";

const named = (name: string): Product => ({ sku: name, name, categoryId: "home", unitCents: 1_000, stock: 3, imageIds: [] });

const products = [named("Kissenbezug grün"), named("Kissenbezug blau"), named("Kaffeebecher Möwe")];

test("finds umlauts without typing them", () => {
  expect(searchProducts(products, "kissenbezug grun").map((hit) => hit.product.name)).toEqual(["Kissenbezug grün"]);
});

test("finds the beginning of a word", () => {
  expect(searchProducts(products, "kaffee")).toHaveLength(1);
});

test("needs every word", () => {
  expect(searchProducts(products, "kissenbezug rot")).toEqual([]);
});
`;

const foldAccents = `/** "Möwe" and "Mowe" become the same text; "ß" becomes "ss". */
export function foldAccents(text: string): string {
  return text.normalize("NFD").replace(/\\p{Diacritic}/gu, "").replaceAll("ß", "ss");
}
`;

const images = `export const IMAGE_WIDTHS = [400, 800, 1600] as const;

/** Address of a product picture; the image service resizes by itself. */
export function imageUrl(id: string, width: number = 1600): string {
  return "/images/" + encodeURIComponent(id) + "?w=" + String(width);
}
`;

const page = `import { imageUrl } from "./images.ts";
import type { Product } from "./product.ts";
import { formatCents } from "../money.ts";

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => "&#" + String(sign.charCodeAt(0)) + ";");

/** One tile of the category page. */
export function productTile(product: Product): string {
  const image = product.imageIds[0];
  return [
    '<article class="tile">',
    image === undefined ? "" : '<img src="' + imageUrl(image) + '" alt="">',
    "<h3>" + escapeHtml(product.name) + "</h3>",
    '<p class="price">' + formatCents(product.unitCents) + "</p>",
    "</article>",
  ].join("");
}
`;

/** Products, categories, search, images. */
export const catalogFiles: SeedFiles = {
  "src/catalog/product.ts": product,
  "src/catalog/category.ts": category,
  "src/catalog/search.ts": search,
  "src/catalog/search.test.ts": searchTest,
  "src/catalog/fold-accents.ts": foldAccents,
  "src/catalog/images.ts": images,
  "src/catalog/product-tile.ts": page,
};
