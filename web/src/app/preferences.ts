import { useSyncExternalStore } from 'react';

export type Density = 'comfortable' | 'compact';
/** 0 is Sunday, 1 Monday, 6 Saturday. */
export type FirstDay = 0 | 1 | 6;

const listeners = new Set<() => void>();

function stored(name: string): string | null {
  try {
    return localStorage.getItem(`tracker.${name}`);
  } catch {
    return null;
  }
}

function store(name: string, value: string): void {
  try {
    localStorage.setItem(`tracker.${name}`, value);
  } catch {
    // Kept until the page is closed.
  }
  for (const listener of [...listeners]) listener();
}

function firstDayOfLocale(): FirstDay {
  const locale = new Intl.Locale(navigator.language) as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number };
    weekInfo?: { firstDay: number };
  };
  const day = (locale.getWeekInfo?.() ?? locale.weekInfo)?.firstDay ?? 1;
  return day === 7 ? 0 : day === 6 ? 6 : 1;
}

let density: Density = stored('density') === 'compact' ? 'compact' : 'comfortable';
let singleKeys = stored('single-keys') !== 'off';
// Found out when it is needed: a browser takes up to 30 ms to know the weeks of a locale.
let firstDay: FirstDay | undefined = ([0, 1, 6] as const).find((day) => String(day) === stored('first-day'));

/** What a user chose on this device. The theme is kept by Mantine. */
export const preferences = {
  get density(): Density {
    return density;
  },
  set density(value: Density) {
    density = value;
    document.documentElement.setAttribute('data-density', value);
    store('density', value);
  },
  get singleKeys(): boolean {
    return singleKeys;
  },
  set singleKeys(value: boolean) {
    singleKeys = value;
    store('single-keys', value ? 'on' : 'off');
  },
  get firstDay(): FirstDay {
    firstDay ??= firstDayOfLocale();
    return firstDay;
  },
  set firstDay(value: FirstDay) {
    firstDay = value;
    store('first-day', String(value));
  },
};

/** Whether choices survive a reload. */
export function isStorageAvailable(): boolean {
  try {
    localStorage.setItem('tracker.probe', '1');
    localStorage.removeItem('tracker.probe');
    return true;
  } catch {
    return false;
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function usePreference<K extends keyof typeof preferences>(name: K): (typeof preferences)[K] {
  return useSyncExternalStore(subscribe, () => preferences[name]);
}
