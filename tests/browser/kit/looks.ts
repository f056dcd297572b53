// What is held against every screen: axe (WCAG 2.2 AA and best practice) at every size, light and dark, and no sideways scrolling.
import { AxeBuilder } from '@axe-core/playwright';
import { type Kind, type Screen, still } from './screens.js';

/** Widths at which each kind of screen is looked at; `TRESTLE_AXE=all` looks at all of them on every screen. */
const WIDTHS: Record<Kind, number[]> = {
  phone: [320, 768],
  console: [320, 1366],
  wall: [1366, 1920],
};
const ALL = [320, 768, 1366, 1920];
/** WCAG 2.2 AA (its target size is not among axe's usual rules) and best practice. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const SCHEMES = ['light', 'dark'] as const;

/** Pages that scroll are looked at whole: what a fixed bar covers for the moment can be scrolled clear of it. The wall never scrolls, it turns its pages. */
async function resize({ page }: Screen, kind: Kind, width: number): Promise<void> {
  await page.setViewportSize({ width, height: kind === 'wall' ? 1080 : 740 });
  if (kind === 'wall') return;
  const height = await page.evaluate(() =>
    Math.max(...[...document.querySelectorAll('*')].map((element) => element.scrollHeight)),
  );
  // Half as much again: inner columns and bars have their room too.
  await page.setViewportSize({ width, height: Math.ceil(height * 1.5) });
}

/** What axe finds, in words; nothing if all is well. */
export async function faults(screen: Screen, where: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page: screen.page }).withTags(TAGS).analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      (node) => `${where}: ${id} (${help}): ${node.html.slice(0, 200)} ${node.failureSummary?.split('\n')[1] ?? ''}`,
    ),
  );
}

/** Every size and scheme of a screen that stands ready. */
export async function look(screen: Screen, kind: Kind, where: string): Promise<string[]> {
  const found: string[] = [];
  const all = process.env['TRESTLE_AXE'] === 'all';
  for (const width of all ? ALL : WIDTHS[kind]) {
    await resize(screen, kind, width);
    // Colours do not depend on the width: dark is looked at once, where the screen is at home.
    const home = width === WIDTHS[kind].at(kind === 'phone' ? 0 : -1);
    for (const colorScheme of home || all ? SCHEMES : SCHEMES.slice(0, 1)) {
      await screen.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await still(screen.page);
      found.push(...(await faults(screen, `${where} at ${width} ${colorScheme}`)));
    }
    // Rule 23
    const sideways = await screen.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    // Rule 19
    const canvases = await screen.page.locator('canvas, [role="application"]').count();
    if (canvases > 0) found.push(`${where} at ${width}: ${canvases} canvases or applications`);
    if (sideways > 0) found.push(`${where} at ${width}: scrolls sideways by ${sideways} px`);
  }
  return found;
}
