// Keeps the projector's screen from sleeping, where the browser can do that (it asks for a secure context).

/** Asks for a lock now and whenever the page is seen again; returns what lets it go. */
export function stayAwake(): () => void {
  let lock: WakeLockSentinel | undefined;
  const ask = () => {
    if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
    navigator.wakeLock.request('screen').then(
      (given) => (lock = given),
      // Refused, for example on low battery: the screen then sleeps as the system wishes
      () => undefined,
    );
  };
  ask();
  document.addEventListener('visibilitychange', ask);
  return () => {
    document.removeEventListener('visibilitychange', ask);
    void lock?.release();
  };
}
