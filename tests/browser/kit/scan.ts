// A camera: what a QR code on a screen says, read from a picture of it.
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Locator, Page } from '@playwright/test';

/** What the QR code says in a picture of a page or of a part of one. */
export type Camera = (of: Page | Locator) => Promise<string | undefined>;

/** Gets a camera ready, beside what it looks at. */
export async function camera(context: BrowserContext): Promise<Camera> {
  const page = await context.newPage();
  await page.addScriptTag({ path: fileURLToPath(import.meta.resolve('jsqr')) });
  return async (of) => page.evaluate(read, (await of.screenshot()).toString('base64'));
}

/** What a QR code says in a picture (PNG in base64); runs in a page that has the reader. */
async function read(picture: string): Promise<string | undefined> {
  const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d')!;
  canvas.drawImage(image, 0, 0);
  const { data } = canvas.getImageData(0, 0, image.width, image.height);
  const reader = (
    window as unknown as {
      jsQR: (data: Uint8ClampedArray, width: number, height: number) => { data: string } | null;
    }
  ).jsQR;
  return reader(data, image.width, image.height)?.data;
}
