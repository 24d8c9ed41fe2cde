/** A region of two sequences still to compare: half-open ranges of the old and the new one. */
export interface Box {
  readonly oldFrom: number;
  readonly oldTo: number;
  readonly newFrom: number;
  readonly newTo: number;
}

/** A search of the middle of a shortest edit path between two sequences, which keeps its work arrays between calls. */
export interface MiddleSearch {
  /** A point on the path, `[old, new]`. The box must differ at both its corners. */
  find(box: Box): readonly [number, number];
  /** Steps spent by all calls so far. */
  readonly spent: () => number;
}

const farAway = 0x3fffffff;

/**
 * Myers' linear-space search (An O(ND) Difference Algorithm, 1986, section 4b): the furthest paths from both corners
 * grow by one edit at a time until they meet. After `maxEdits` rounds it settles for the point that got furthest, which
 * keeps very different texts affordable at the price of a diff that is not the shortest.
 */
export function middleSearch(olds: Int32Array, news: Int32Array, maxEdits: number): MiddleSearch {
  const shift = news.length + 1;
  const ahead = new Int32Array(olds.length + news.length + 3);
  const back = new Int32Array(olds.length + news.length + 3);
  let steps = 0;
  const get = (reach: Int32Array, diagonal: number): number => reach[diagonal + shift] ?? 0;

  function find({ oldFrom, oldTo, newFrom, newTo }: Box): readonly [number, number] {
    const lowest = oldFrom - newTo;
    const highest = oldTo - newFrom;
    const start = oldFrom - newFrom;
    const end = oldTo - newTo;
    const meetsAhead = ((start - end) & 1) !== 0;
    let [aLow, aHigh, bLow, bHigh] = [start, start, end, end];
    ahead[start + shift] = oldFrom;
    back[end + shift] = oldTo;

    for (let round = 1; ; round += 1) {
      if (aLow > lowest) ahead[--aLow - 1 + shift] = -1;
      else aLow += 1;
      if (aHigh < highest) ahead[++aHigh + 1 + shift] = -1;
      else aHigh -= 1;
      for (let d = aHigh; d >= aLow; d -= 2) {
        const below = get(ahead, d - 1);
        const above = get(ahead, d + 1);
        const x0 = below >= above ? below + 1 : above;
        let x = x0;
        while (x < oldTo && x - d < newTo && olds[x] === news[x - d]) x += 1;
        ahead[d + shift] = x;
        steps += 1 + x - x0;
        if (meetsAhead && d >= bLow && d <= bHigh && get(back, d) <= x) return [x, x - d];
      }

      if (bLow > lowest) back[--bLow - 1 + shift] = farAway;
      else bLow += 1;
      if (bHigh < highest) back[++bHigh + 1 + shift] = farAway;
      else bHigh -= 1;
      for (let d = bHigh; d >= bLow; d -= 2) {
        const below = get(back, d - 1);
        const above = get(back, d + 1);
        const x0 = below < above ? below : above - 1;
        let x = x0;
        while (x > oldFrom && x - d > newFrom && olds[x - 1] === news[x - d - 1]) x -= 1;
        back[d + shift] = x;
        steps += 1 + x0 - x;
        if (!meetsAhead && d >= aLow && d <= aHigh && x <= get(ahead, d)) return [x, x - d];
      }

      if (round < maxEdits) continue;
      let [aheadX, aheadSum] = [oldFrom, -1];
      for (let d = aHigh; d >= aLow; d -= 2) {
        const x = Math.min(get(ahead, d), oldTo, newTo + d);
        if (x + x - d > aheadSum) [aheadX, aheadSum] = [x, x + x - d];
      }
      let [backX, backSum] = [oldTo, farAway];
      for (let d = bHigh; d >= bLow; d -= 2) {
        const x = Math.max(get(back, d), oldFrom, newFrom + d);
        if (x + x - d < backSum) [backX, backSum] = [x, x + x - d];
      }
      const aheadWins = aheadSum - (oldFrom + newFrom) > oldTo + newTo - backSum;
      return aheadWins ? [aheadX, aheadSum - aheadX] : [backX, backSum - backX];
    }
  }

  return { find, spent: () => steps };
}
