// Keeps numbered points of a picture readable: those that lie on each other are moved apart a little.

/** A place in a picture, in its units. */
export interface Point {
  x: number;
  y: number;
}

/** Rounds of pushing: enough for a dozen points in one place. */
const ROUNDS = 60;

/** The points in their order, none closer to another than `distance`, as far as that can be reached. Each moves as little as it must. */
export function spreadOut(points: readonly Point[], distance: number): Point[] {
  const moved = points.map((point) => ({ ...point }));
  for (let round = 0; round < ROUNDS; round += 1) {
    if (!pushApart(moved, distance)) break;
  }
  return moved;
}

function pushApart(points: Point[], distance: number): boolean {
  let pushed = false;
  points.forEach((a, i) =>
    points.slice(i + 1).forEach((b, j) => {
      const [dx, dy] = [b.x - a.x, b.y - a.y];
      const apart = Math.hypot(dx, dy);
      if (apart >= distance - 0.01) return;
      // Points in one place have no direction between them: their numbers give them one
      const angle = apart > 0.001 ? Math.atan2(dy, dx) : i + j * 2.4;
      const push = (distance - apart) / 2;
      a.x -= Math.cos(angle) * push;
      a.y -= Math.sin(angle) * push;
      b.x += Math.cos(angle) * push;
      b.y += Math.sin(angle) * push;
      pushed = true;
    }),
  );
  return pushed;
}
