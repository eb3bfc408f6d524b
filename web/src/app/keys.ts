import { useEffect, useRef } from 'react';
import { isInDialog } from '../ui/isInDialog';
import { preferences } from './preferences';

/**
 * Keys → what they do. A key is written as `j`, `Shift+J`, `Mod+k` (Ctrl, on a Mac Cmd), `Alt+ArrowLeft`, `?`, or as two letters with a
 * blank, `g t`.
 */
export type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => void>>;

const pauseAfterFirst = 1500;
let first: { letter: string; at: number } | null = null;

const always = () => true;

/**
 * Handles keys while the component is shown and `when`, asked at each key, agrees. The component that was shown last is asked first; a key
 * that none takes is left to the browser.
 */
export function useKeys(map: KeyMap, when = always): void {
  const latest = useRef({ map, when });
  latest.current = { map, when };
  useEffect(() => {
    const layer = () => (latest.current.when() ? latest.current.map : {});
    layers.push(layer);
    return () => {
      layers.splice(layers.indexOf(layer), 1);
    };
  }, []);
}

const layers: (() => KeyMap)[] = [];

// Whether a dialog was open when the key went down: by the time the keys below are asked, Escape may have closed it.
let wasInDialog = false;

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  if (event.key === 'Escape' && wasInDialog) return;
  const name = nameOf(event);
  const isEverywhere = name.includes('Mod+') || event.key === 'Escape';
  const isSingle = !isEverywhere && !name.includes('Alt+');
  // Inside a field the browser undoes typing and selects its text.
  if (isTyping(event.target) && (name === 'Mod+z' || name === 'Mod+a')) return;
  // Letters and arrows belong to the field or the dialog that has the focus (WCAG 2.1.4).
  if (!isEverywhere && (isTyping(event.target) || isInDialog())) return;
  if (isSingle && !preferences.singleKeys) return;
  const started = first && Date.now() - first.at < pauseAfterFirst ? `${first.letter} ${name}` : null;
  first = null;
  if (started && run(started, event)) return;
  if (run(name, event)) return;
  if (isSingle && layers.some((layer) => Object.keys(layer()).some((key) => key.startsWith(`${name} `)))) {
    first = { letter: name, at: Date.now() };
  }
}

function run(name: string, event: KeyboardEvent): boolean {
  for (const layer of [...layers].reverse()) {
    const action = layer()[name];
    if (!action) continue;
    event.preventDefault();
    action(event);
    return true;
  }
  return false;
}

function nameOf(event: KeyboardEvent): string {
  const mod = event.ctrlKey || event.metaKey ? 'Mod+' : '';
  const alt = event.altKey ? 'Alt+' : '';
  const isLetter = /^\p{L}$/u.test(event.key);
  const shift = event.shiftKey && (isLetter || event.key.length > 1) ? 'Shift+' : '';
  const key = isLetter ? (shift ? event.key.toUpperCase() : event.key.toLowerCase()) : event.key;
  return mod + alt + shift + key;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(target.type);
}

window.addEventListener(
  'keydown',
  () => {
    wasInDialog = isInDialog();
  },
  { capture: true },
);
window.addEventListener('keydown', onKeyDown);
