const lifetime = 15_000;
const retry = 50;

/** Runs one piece of work at a time over all tabs of this origin. */
export async function withLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  // Web Locks exist on https and localhost only.
  if (navigator.locks) return navigator.locks.request(name, work);
  const release = await acquire(`tracker.lock.${name}`);
  try {
    return await work();
  } finally {
    release();
  }
}

// A lock in localStorage: the holder's random mark and its end. Whoever reads its own mark back after a moment holds the lock.
async function acquire(key: string): Promise<() => void> {
  const mark = Array.from(crypto.getRandomValues(new Uint32Array(2))).join('-');
  for (;;) {
    try {
      const held = localStorage.getItem(key)?.split(' ');
      if (!held || Number(held[1]) < Date.now()) {
        localStorage.setItem(key, `${mark} ${Date.now() + lifetime}`);
        await wait(retry);
        if (localStorage.getItem(key)?.startsWith(mark)) {
          return () => {
            if (localStorage.getItem(key)?.startsWith(mark)) localStorage.removeItem(key);
          };
        }
      }
    } catch {
      // Without storage no other tab has this session, so there is nobody to wait for.
      return () => {};
    }
    await wait(retry + Math.random() * retry);
  }
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
