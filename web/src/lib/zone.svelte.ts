// The workshop's time zone: every time on this screen is said in it, wherever the screen is. Until it is known, and in workshops that have none,
// the device's own.

let named = $state<string>();

/** The zone that times are said in; none is the device's own. */
export function zone(): string | undefined {
  return named;
}

/** Times are said in this zone from now on; empty, or one that this browser does not know, is the device's own. */
export function setZone(name: string): void {
  named = knows(name) ? name : undefined;
}

function knows(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name || 'Nowhere' });
    return true;
  } catch {
    return false;
  }
}
