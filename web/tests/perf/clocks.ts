import type { BrowserContext, Page } from '@playwright/test';

declare global {
  interface Window {
    /** When something that matches a selector first stood on the page, in ms since `mark` or the navigation. */
    firstSeen: (selector: string) => Promise<number>;
    interactions: Map<number, number>;
    shift: number;
    longestFrame: () => () => number;
  }
}

/** Puts clocks into every page of a context, which measure what a person sees: the frame after a change. */
export async function addClocks(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    window.firstSeen = (selector) =>
      new Promise((done) => {
        const look = () => {
          if (document.querySelector(selector)) requestAnimationFrame(() => setTimeout(() => done(performance.now())));
          else requestAnimationFrame(look);
        };
        look();
      });

    // The longest duration of each interaction, as INP counts them.
    window.interactions = new Map();
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as PerformanceEventTiming[]) {
        const id = (entry as unknown as { interactionId: number }).interactionId;
        if (id) window.interactions.set(id, Math.max(window.interactions.get(id) ?? 0, entry.duration));
      }
    }).observe({ type: 'event', buffered: true, durationThreshold: 16 } as PerformanceObserverInit);

    window.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as unknown as { value: number; hadRecentInput: boolean }[]) {
        if (!entry.hadRecentInput) window.shift += entry.value;
      }
    }).observe({ type: 'layout-shift', buffered: true });

    window.longestFrame = () => {
      let longest = 0;
      let last = performance.now();
      let isOn = true;
      const frame = (now: number) => {
        longest = Math.max(longest, now - last);
        last = now;
        if (isOn) requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
      return () => {
        isOn = false;
        return longest;
      };
    };
  });
}

/** How long an address takes from the navigation to the first frame with the selector. */
export async function coldVisit(page: Page, path: string, selector: string): Promise<number> {
  await page.goto(path, { waitUntil: 'commit' });
  return page.evaluate((wanted) => window.firstSeen(wanted), selector);
}

/** How long a change of screen takes from the click to the first frame with the selector. */
export function warmChange(page: Page, link: string, selector: string): Promise<number> {
  return page.evaluate(
    async ([name, wanted]) => {
      const start = performance.now();
      document.querySelector<HTMLElement>(`nav a[href="${name}"]`)?.click();
      return (await window.firstSeen(wanted)) - start;
    },
    [link, selector] as const,
  );
}
