/** A verdict, or words only. */
type ReviewState = "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED" | "DISMISSED" | "PENDING";

/** A thread stands on the first added line that contains `on`. */
export interface ThreadText {
  readonly path: string;
  readonly on: string;
  readonly body: string;
  readonly replies?: readonly { readonly author: string; readonly ageDays: number; readonly body: string }[];
  readonly resolvedBy?: string;
}

export interface ReviewText {
  readonly pull: 31 | 32 | 34 | 37;
  readonly author: string;
  readonly state: ReviewState;
  readonly ageDays: number;
  readonly body: string;
  readonly threads?: readonly ThreadText[];
}

export const reviewTexts: readonly ReviewText[] = [
  {
    pull: 31,
    author: "mlind",
    state: "APPROVED",
    ageDays: 1.1,
    body: "Tried it with a card of 10 € on a cart of 12.50 €. Good.",
  },
  {
    pull: 32,
    author: "mlind",
    state: "CHANGES_REQUESTED",
    ageDays: 1,
    body: "The idea is right. Three things before it can go in: who the customer is, where carts are kept, and a comparison.",
    threads: [
      {
        path: "src/cart/saved-carts.ts",
        on: "cart.customerId == customerId",
        body: "Please `===`: a number from the old shop equals a text here.",
        replies: [
          { author: "trenn", ageDays: 0.9, body: "True, the ids of imported customers are numbers. Will change." },
        ],
      },
      {
        path: "src/http/session.ts",
        on: "customer=([^;]+)",
        body: "Everybody can write this cookie. Whoever knows an id gets that customer's carts. The customer belongs into the session on our side.",
      },
      {
        path: "src/cart/storage.ts",
        on: "30 * 24 * HOUR_MS",
        body: "A month in the memory of one process: a restart empties every cart. For a day that was bearable, for a month it is not.",
        replies: [
          {
            author: "trenn",
            ageDays: 0.88,
            body: "I can put them into the database, but not in this pull request. Shall we keep the day until then?",
          },
        ],
      },
      {
        path: "src/cart/saved-carts.ts",
        on: "export async function restoreCart",
        body: "What happens with lines that are in both carts?",
        replies: [{ author: "trenn", ageDays: 0.87, body: "They stay two lines, as if put in twice." }],
        resolvedBy: "mlind",
      },
    ],
  },
  {
    pull: 37,
    author: "mlind",
    state: "COMMENTED",
    ageDays: 1.05,
    body: "The test is right, the code is not yet: see the red build.",
  },
];
